// SPDX-License-Identifier: Apache-2.0
/**
 * Turns what a model writes into what a person would say. This happens before a segment is written
 * to {@code replies}, so that the text that is spoken, aligned, interrupted and kept in the history
 * is the same.
 */
@NullMarked
package dev.trunkline.dialog.speakable;

import org.jspecify.annotations.NullMarked;
