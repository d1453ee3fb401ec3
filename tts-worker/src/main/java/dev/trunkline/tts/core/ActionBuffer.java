// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.core.SpeechAction.Dropped.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Collects the actions that follow from one input of a call. */
final class ActionBuffer {
  private List<SpeechAction> actions = new ArrayList<>();
  private @Nullable ReturnAddress returnAddress;
  private OptionalLong held = OptionalLong.empty();

  /** Audio goes to this gateway from now on. */
  void setReturnAddress(ReturnAddress to) {
    returnAddress = to;
  }

  void add(SpeechAction action) {
    actions.add(action);
  }

  void dropped(Reason reason, int count) {
    if (count > 0) {
      add(new SpeechAction.Dropped(reason, count));
    }
  }

  /** The return address is known by now: every segment brings one. */
  void publish(OutboundAudio audio) {
    if (returnAddress != null) {
      add(new SpeechAction.Publish(audio, returnAddress));
    }
  }

  /** Holds or releases the call's offsets, if {@code offset} differs from what is held. */
  void hold(OptionalLong offset) {
    if (!offset.equals(held)) {
      held = offset;
      add(
          offset.isPresent()
              ? new SpeechAction.Hold(offset.getAsLong())
              : new SpeechAction.Release());
    }
  }

  /** Returns the collected actions and starts a new list. */
  List<SpeechAction> drain() {
    List<SpeechAction> collected = actions;
    actions = new ArrayList<>();
    return collected;
  }
}
