// SPDX-License-Identifier: Apache-2.0
/** HTTP clients of the dialog worker: the language model and the assistants' tools. */
@NullMarked
package dev.trunkline.dialog.provider;

import org.jspecify.annotations.NullMarked;
