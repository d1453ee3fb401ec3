// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of a call from its start: when it began where the assistant is, and whose it is.
 */
@NullMarked
package dev.trunkline.dialog.facts;

import org.jspecify.annotations.NullMarked;
