// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import static dev.trunkline.tts.speech.ChunkerTest.spread;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.OutputFormat;
import dev.trunkline.tts.elevenlabs.VoiceMessage;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Sound;
import dev.trunkline.tts.elevenlabs.VoiceMessage.Trouble;
import dev.trunkline.tts.elevenlabs.VoiceRequest;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A call's speech, whose provider is the test. */
abstract class SpeechRig {
  static final ReturnAddress GATEWAY = ReturnAddress.ofGateway("a");
  static final SpeechLimits LIMITS =
      new SpeechLimits(
          3, 2, Duration.ofMillis(200), Duration.ofMillis(300), 30, Duration.ofSeconds(4), 1);
  static final RandomGenerator LONGEST_WAIT = () -> -1L;

  long now = Long.MAX_VALUE - 1_000; // the clock may wrap at any time
  long offset = 100;
  final SpeechCache cache = new SpeechCache(10);
  CallSpeech speech = call("Rachel");
  final List<SpeechAction> done = new ArrayList<>();

  void warmUp() {
    collect(speech.warmUp(now));
    opened(1);
  }

  void segment(int turn, int segment, String text) {
    reply(new SegmentWritten("CA1", turn, segment, text, 1, 0));
  }

  void fixed(int turn, String text) {
    reply(new SegmentWritten("CA1", turn, 0, text, 0, 0));
  }

  CallSpeech call(String voice) {
    return new CallSpeech(
        "CA1", LIMITS, OutputFormat.ULAW_8000, cache.of(voice), LONGEST_WAIT, now);
  }

  void anotherCall(String voice) {
    speech = call(voice);
    done.clear();
  }

  void end(int turn, int segments) {
    reply(new ReplyEnded("CA1", turn, segments, null, 0));
  }

  void floor(int floor) {
    reply(new FloorRaised("CA1", floor, 0));
  }

  void reply(ReplyEvent event) {
    collect(speech.reply(event, offset++, GATEWAY, now));
  }

  void opened(int socket) {
    collect(speech.opened(socket, now));
  }

  void hear(int socket, String context, String text) {
    sound(socket, new Sound(context, new byte[150 * 8], spread(text, 150), false));
  }

  void isFinal(int socket, String context) {
    sound(socket, new Sound(context, new byte[0], null, true));
  }

  void sound(int socket, VoiceMessage message) {
    collect(speech.received(socket, message, now));
  }

  static Trouble trouble(@Nullable String context, FailureCategory category) {
    return new Trouble(context, new Failure(category, "test"));
  }

  void lost(int socket, FailureCategory category) {
    collect(speech.lost(socket, new Failure(category, "test"), now));
  }

  void tickAfter(long ms) {
    now += Duration.ofMillis(ms).toNanos();
    collect(speech.tick(now));
  }

  void collect(List<SpeechAction> actions) {
    done.addAll(actions);
  }

  List<VoiceRequest> sent() {
    return done.stream()
        .filter(SpeechAction.Send.class::isInstance)
        .map(a -> ((SpeechAction.Send) a).request())
        .toList();
  }

  List<OutboundAudio> audio() {
    return done.stream()
        .filter(SpeechAction.Publish.class::isInstance)
        .map(a -> ((SpeechAction.Publish) a).audio())
        .toList();
  }

  List<String> chunkNames() {
    return audio().stream()
        .map(c -> c.turn() + "/" + c.segment() + "/" + c.chunk() + " " + c.end())
        .toList();
  }

  List<FailureCategory> failures() {
    return done.stream()
        .filter(SpeechAction.Failed.class::isInstance)
        .map(a -> ((SpeechAction.Failed) a).failure().category())
        .toList();
  }

  int dropped(Reason reason) {
    return done.stream()
        .filter(SpeechAction.Dropped.class::isInstance)
        .map(SpeechAction.Dropped.class::cast)
        .filter(d -> d.reason() == reason)
        .mapToInt(SpeechAction.Dropped::count)
        .sum();
  }
}
