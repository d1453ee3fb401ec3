// SPDX-License-Identifier: Apache-2.0
/**
 * The decisions about one answer: prompts, tool rounds, segments, retries. Pure: {@link
 * dev.trunkline.dialog.core.answer.AnswerLoop} turns inputs into actions and does no I/O.
 */
@NullMarked
package dev.trunkline.dialog.core.answer;

import org.jspecify.annotations.NullMarked;
