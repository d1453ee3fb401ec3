// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import static dev.trunkline.tts.core.SegmentChunkerRig.spread;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.core.SpeechAction.Dropped.Reason;
import dev.trunkline.tts.core.VoiceMessage.Audio;
import dev.trunkline.tts.core.VoiceMessage.ProviderError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A call's scheduler; the test plays the provider. */
abstract class SpeechRig {
  static final ReturnAddress GATEWAY = ReturnAddress.ofGateway("a");
  static final SpeechLimits LIMITS =
      new SpeechLimits(
          3, 2, Duration.ofMillis(200), Duration.ofMillis(300), 30, Duration.ofSeconds(4), 1);
  static final RandomGenerator MAX_BACKOFF = () -> -1L;

  long now = Long.MAX_VALUE - 1_000; // the clock may wrap at any time
  long offset = 100;
  final SpeechCache cache = new SpeechCache(10);
  SpeechScheduler scheduler = call("Rachel");
  final List<SpeechAction> actions = new ArrayList<>();

  void warmUp() {
    on(new SpeechInput.WarmUp());
    opened(1);
  }

  void segment(int turn, int segment, String text) {
    reply(new SegmentWritten("CA1", turn, segment, text, 1, 0));
  }

  void fixed(int turn, String text) {
    reply(new SegmentWritten("CA1", turn, 0, text, 0, 0));
  }

  SpeechScheduler call(String voice) {
    return new SpeechScheduler(
        "CA1", LIMITS, OutputFormat.ULAW_8000, cache.ofVoice(voice), MAX_BACKOFF, now);
  }

  void anotherCall(String voice) {
    scheduler = call(voice);
    actions.clear();
  }

  void end(int turn, int segments) {
    reply(new ReplyEnded("CA1", turn, segments, null, 0));
  }

  void floor(int floor) {
    reply(new FloorRaised("CA1", floor, 0));
  }

  void reply(ReplyEvent event) {
    on(new SpeechInput.ReplyRead(event, offset++, GATEWAY));
  }

  void opened(int socket) {
    on(new SpeechInput.SocketOpened(socket));
  }

  void audio(int socket, String context, String text) {
    receive(socket, new Audio(context, new byte[150 * 8], spread(text, 150), false));
  }

  void endContext(int socket, String context) {
    receive(socket, new Audio(context, new byte[0], null, true));
  }

  void receive(int socket, VoiceMessage message) {
    on(new SpeechInput.MessageReceived(socket, message));
  }

  static ProviderError error(@Nullable String context, FailureCategory category) {
    return new ProviderError(context, new VoiceFailure(category, "test"));
  }

  void lost(int socket, FailureCategory category) {
    on(new SpeechInput.SocketLost(socket, new VoiceFailure(category, "test")));
  }

  void tickAfter(long ms) {
    now += Duration.ofMillis(ms).toNanos();
    on(new SpeechInput.Tick());
  }

  void on(SpeechInput input) {
    actions.addAll(scheduler.on(input, now));
  }

  List<VoiceRequest> sent() {
    return actions.stream()
        .filter(SpeechAction.Send.class::isInstance)
        .map(a -> ((SpeechAction.Send) a).request())
        .toList();
  }

  List<OutboundAudio> published() {
    return actions.stream()
        .filter(SpeechAction.Publish.class::isInstance)
        .map(a -> ((SpeechAction.Publish) a).audio())
        .toList();
  }

  List<String> chunks() {
    return published().stream()
        .map(c -> c.turn() + "/" + c.segment() + "/" + c.chunk() + " " + c.end())
        .toList();
  }

  List<FailureCategory> failures() {
    return actions.stream()
        .filter(SpeechAction.ProviderFailed.class::isInstance)
        .map(a -> ((SpeechAction.ProviderFailed) a).failure().category())
        .toList();
  }

  int dropped(Reason reason) {
    return actions.stream()
        .filter(SpeechAction.Dropped.class::isInstance)
        .map(SpeechAction.Dropped.class::cast)
        .filter(d -> d.reason() == reason)
        .mapToInt(SpeechAction.Dropped::count)
        .sum();
  }
}
