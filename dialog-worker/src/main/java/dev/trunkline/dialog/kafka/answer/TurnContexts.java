// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.dialog.core.AnswerRules;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.answer.AnswerLoop;
import dev.trunkline.dialog.core.answer.Filler;
import dev.trunkline.dialog.core.answer.Toolboxes;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where the answer to a request goes, and by the rules of which assistant it is obtained. */
record TurnContexts(Assistants assistants, AssistantProfiles profiles, Toolboxes toolboxes) {
  TurnContext of(ConsumerRecord<String, byte[]> message) throws UnreadableRecord {
    String assistant = AssistantName.in(KafkaHeaders.of(message.headers()));
    String language =
        assistants
            .named(assistant)
            .map(Assistant::language)
            .orElse(assistants.defaults().language());
    return new TurnContext(
        ReturnAddress.in(KafkaHeaders.of(message.headers())).orElse(null),
        assistant,
        TextNormalizer.forLanguage(language),
        toolboxes.of(assistant).orElse(null),
        limits(language, profiles.of(assistant).answers()));
  }

  private static AnswerLoop.Limits limits(@Nullable String language, AnswerRules rules) {
    return new AnswerLoop.Limits(
        language, rules.toolRounds(), new Filler(rules.filler(), rules.fillerAfterMs()));
  }
}
