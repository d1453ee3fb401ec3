// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a call's conversation that no record lists yet ({@link DecisionTrail}): the order
 * in which the records of several topics were processed, and the clock at each, which nothing else
 * in the topics tells. Kept with the conversation, so that it survives a change of worker.
 *
 * @param decisions number of decisions with events, the current one included
 * @param inputs inputs since the last retained record, oldest first
 * @param settingsFingerprint fingerprint of the settings last published, 0 for none
 */
record PendingTrail(
    int decisions, List<String> inputs, @JsonProperty("manners") int settingsFingerprint) {
  /** A call does not collect this many inputs without a decision; a longer trail is broken off. */
  private static final int MAX_INPUTS = 5_000;

  PendingTrail {
    inputs = List.copyOf(inputs);
  }

  /** The trail of a call so far; {@code known} is null for a new call. */
  static PendingTrail of(@Nullable StoredCall known) {
    if (known == null) {
      return new PendingTrail(0, List.of(), 0);
    }
    return known.trail() == null
        ? new PendingTrail(0, List.of(DecisionTrail.BROKEN), 0)
        : known.trail();
  }

  /** Adds an input, whose decision has the next number if it has events. */
  PendingTrail plus(String input) {
    var all = new ArrayList<>(inputs.size() < MAX_INPUTS ? inputs : List.of(DecisionTrail.BROKEN));
    all.add(input);
    return new PendingTrail(decisions + 1, all, settingsFingerprint);
  }

  /** What is left once {@code events} are published. */
  PendingTrail afterPublishing(List<Event> events, ConversationSettings settings) {
    boolean listed = events.stream().anyMatch(PendingTrail::isRetained);
    return new PendingTrail(
        events.isEmpty() ? decisions - 1 : decisions,
        listed ? List.of() : inputs,
        listed ? ConversationSettingsJson.of(settings).fingerprint() : settingsFingerprint);
  }

  /** True for records that are kept as long as those that they follow from. */
  static boolean isRetained(Event event) {
    return !(event instanceof GatewayCommand);
  }

  void putNumber(Headers headers) {
    DecisionTrail.putNumber(decisions, KafkaHeaders.of(headers));
  }

  void putInputs(ConversationSettings settings, Headers headers) {
    DecisionTrail.putInputs(inputs, KafkaHeaders.of(headers));
    ConversationSettingsJson json = ConversationSettingsJson.of(settings);
    if (json.fingerprint() != settingsFingerprint) {
      DecisionTrail.putManners(json.json(), KafkaHeaders.of(headers));
    }
  }
}
