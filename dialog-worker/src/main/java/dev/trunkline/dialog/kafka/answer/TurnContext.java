// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.dialog.core.answer.AnswerLoop;
import dev.trunkline.dialog.core.answer.Toolbox;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.events.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/**
 * The call that a turn belongs to.
 *
 * @param assistant its assistant, null for the default one
 * @param normalizer for the assistant's language
 * @param toolbox the assistant's tools, null for none
 * @param limits the assistant's
 */
record TurnContext(
    @Nullable ReturnAddress returnAddress,
    @Nullable String assistant,
    TextNormalizer normalizer,
    @Nullable Toolbox toolbox,
    AnswerLoop.Limits limits) {}
