// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.record.LineEvent;
import java.util.List;

/** Counts what callers heard in place of an answer. */
final class ApologyCounter {
  private final List<String> texts;

  /** Those of assistants that {@code settings} describe. */
  ApologyCounter(Settings settings) {
    ConversationSettings assistant =
        AssistantProfiles.from(settings, Assistants.checked(settings)).of(null).settings();
    texts =
        List.of(
            assistant.apology(),
            assistant.sayAgain(),
            assistant.cannotHear(),
            assistant.outagePolicy().apology());
  }

  /** In one call, by the assistant's voice or by Twilio's. */
  long in(ObservedCall story, SimulatedCall conversation) {
    long own = story.turns().stream().filter(turn -> isOne(turn.text())).count();
    long twilios =
        conversation.call().recording().events().stream()
            .filter(event -> event.kind() == LineEvent.Kind.TWILIO_SPEAKS)
            .filter(event -> isOne(event.detail()))
            .count();
    return own + twilios;
  }

  /** What is said after the words of a broken answer counts as well. */
  private boolean isOne(String heard) {
    return texts.stream().anyMatch(heard::contains);
  }
}
