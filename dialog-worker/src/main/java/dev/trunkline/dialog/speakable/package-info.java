// SPDX-License-Identifier: Apache-2.0
/**
 * Makes what a model writes into what a person would say. It is done before a segment is written to
 * {@code replies}, so that the text that is spoken, aligned, interrupted and remembered is one and
 * the same.
 */
@NullMarked
package dev.trunkline.dialog.speakable;

import org.jspecify.annotations.NullMarked;
