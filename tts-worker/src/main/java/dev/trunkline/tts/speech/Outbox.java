// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a call wants done, collected while one input is dealt with. */
final class Outbox {
  private List<SpeechAction> actions = new ArrayList<>();
  private @Nullable ReturnAddress address;
  private OptionalLong held = OptionalLong.empty();

  /** Audio goes here from now on. */
  void address(ReturnAddress to) {
    address = to;
  }

  void add(SpeechAction action) {
    actions.add(action);
  }

  void dropped(Reason reason, int count) {
    if (count > 0) {
      add(new SpeechAction.Dropped(reason, count));
    }
  }

  /** There is an address: no segment comes without one. */
  void publish(OutboundAudio audio) {
    if (address != null) {
      add(new SpeechAction.Publish(audio, address));
    }
  }

  /** The call needs its records from {@code offset} on, or none. */
  void hold(OptionalLong offset) {
    if (!offset.equals(held)) {
      held = offset;
      add(
          offset.isPresent()
              ? new SpeechAction.Hold(offset.getAsLong())
              : new SpeechAction.Release());
    }
  }

  /** What has been collected since the last time. */
  List<SpeechAction> drain() {
    List<SpeechAction> collected = actions;
    actions = new ArrayList<>();
    return collected;
  }
}
