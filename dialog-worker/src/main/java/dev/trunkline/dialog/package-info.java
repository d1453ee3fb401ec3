// SPDX-License-Identifier: Apache-2.0
/** The dialog worker: what is answered, and the model that is asked for it. */
@NullMarked
package dev.trunkline.dialog;

import org.jspecify.annotations.NullMarked;
