// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Manners;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a call's conversation has taken in, until a record says so ({@link DecisionTrail}): the
 * order in which the records of several topics met, and the clock at each, which nothing else in
 * the topics tells. Kept with the conversation, so that it survives whoever kept it.
 *
 * @param decisions how many were told to the world, this one included
 * @param inputs what was taken in since the last record that stays
 * @param manners the fingerprint of the manners that were told last, 0 for none
 */
record Trail(int decisions, List<String> inputs, int manners) {
  /** So much speech without a decision is none; a trail that is longer breaks off. */
  private static final int LONGEST = 5_000;

  Trail {
    inputs = List.copyOf(inputs);
  }

  /** The trail of a call so far; {@code known} is null for one that begins. */
  static Trail of(@Nullable RememberedCall known) {
    if (known == null) {
      return new Trail(0, List.of(), 0);
    }
    return known.trail() == null ? new Trail(0, List.of(DecisionTrail.BROKEN), 0) : known.trail();
  }

  /** The same and one input more, whose decision gets the next number if it is told. */
  Trail followedBy(String input) {
    var more = new ArrayList<>(inputs.size() < LONGEST ? inputs : List.of(DecisionTrail.BROKEN));
    more.add(input);
    return new Trail(decisions + 1, more, manners);
  }

  /** What is left of it once {@code told} has been. */
  Trail after(List<Event> told, Manners by) {
    boolean stays = told.stream().anyMatch(Trail::stays);
    return new Trail(
        told.isEmpty() ? decisions - 1 : decisions,
        stays ? List.of() : inputs,
        stays ? MannersForm.of(by).fingerprint() : manners);
  }

  /** True for records that are kept as long as those that they follow from. */
  static boolean stays(Event event) {
    return !(event instanceof GatewayCommand);
  }

  void putNumber(Headers headers) {
    DecisionTrail.putNumber(decisions, KafkaHeaders.of(headers));
  }

  void putInputs(Manners by, Headers headers) {
    DecisionTrail.putInputs(inputs, KafkaHeaders.of(headers));
    MannersForm form = MannersForm.of(by);
    if (form.fingerprint() != manners) {
      DecisionTrail.putManners(form.json(), KafkaHeaders.of(headers));
    }
  }
}
