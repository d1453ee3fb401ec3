// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.ConversationInput.DeadlineReached;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A conversation whose events a test creates one by one, with media time of its choice. */
abstract class DialogRig {
  static final String CALL = "CA1";
  static final String STREAM = "MZ1";

  final ConversationSettings settings =
      ConversationSettings.from(
          Settings.of(
              Map.of("SYSTEM_PROMPT", "Be kind.", "GREETING", "Hello.", "apology", "Sorry.")));
  Dialog dialog = new Dialog(settings);
  @Nullable Conversation conversation;
  long now = 1_000;

  void announced(NextStep.Kind kind, String target) {
    greeted();
    said(2_000, 3_000, "Thank you.");
    on(new SegmentWritten(CALL, 1, 0, "One moment.", 1, 1));
    on(new ReplyEnded(CALL, 1, 1, null, new NextStep(kind, target, 20), now));
  }

  void greeted() {
    on(new CallStarted(CALL, STREAM, "+1", "+2", now));
    on(new PlaybackStarted(CALL, STREAM, 0, 100, now, now));
    on(new PlaybackFinished(CALL, STREAM, 0, 1_500, now));
  }

  void said(long startMs, long endMs, String text) {
    on(started(startMs));
    on(ended(startMs, endMs));
    assertThat(on(words(startMs, endMs, text))).anyMatch(TurnRequested.class::isInstance);
  }

  SpeechStarted started(long startMs) {
    return new SpeechStarted(CALL, STREAM, startMs, now);
  }

  SpeechEnded ended(long startMs, long endMs) {
    return new SpeechEnded(CALL, STREAM, startMs, endMs, endMs + 300, now);
  }

  FinalTranscript words(long startMs, long endMs, String text) {
    return new FinalTranscript(CALL, STREAM, startMs, endMs, text, now, now);
  }

  static TurnRequested requested(List<Event> events) {
    return events.stream()
        .filter(TurnRequested.class::isInstance)
        .map(TurnRequested.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no turn requested in " + events));
  }

  List<Event> on(Event event) {
    return apply(dialog.on(conversation, ConversationInput.of(event), now));
  }

  List<Event> deadline() {
    return apply(dialog.on(Objects.requireNonNull(conversation), new DeadlineReached(), now));
  }

  List<Event> apply(Decision decision) {
    conversation = decision.conversation();
    return decision.events();
  }
}
