// SPDX-License-Identifier: Apache-2.0
/** Asks the language model for the answers the conversation wishes, and cuts them into segments. */
@NullMarked
package dev.trunkline.dialog.llm;

import org.jspecify.annotations.NullMarked;
