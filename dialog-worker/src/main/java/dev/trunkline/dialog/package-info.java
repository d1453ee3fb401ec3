// SPDX-License-Identifier: Apache-2.0
/** The dialog worker: decides what is answered, and requests answers from the model. */
@NullMarked
package dev.trunkline.dialog;

import org.jspecify.annotations.NullMarked;
