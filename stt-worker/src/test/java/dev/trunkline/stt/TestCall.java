// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeEvent;
import dev.trunkline.stt.provider.ScribeSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A call under test, without sockets: its clock stands still but for {@link #pass} and {@link
 * #speak}. The record of the frame at media time {@code t} has offset {@code t / 20}.
 */
final class TestCall {
  static final int FRAME_MS = 20;
  static final long WALL_MS = 1_000_000;

  final RecordingLine line = new RecordingLine();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<TranscriptEvent> results = new ArrayList<>();
  private final Transcription transcription;
  private long nanos;
  private long mediaMs;
  private long speechOffset = 500;

  TestCall() {
    this(Map.of());
  }

  TestCall(Map<String, String> settings) {
    this(settings, 0);
  }

  /**
   * @param fromMs media time of the first frame
   */
  TestCall(Map<String, String> settings, long fromMs) {
    var values = new HashMap<>(Map.of("ELEVENLABS_API_KEY", "test"));
    values.putAll(settings);
    Settings all = Settings.of(values);
    mediaMs = fromMs;
    transcription =
        new Transcription(
            SttSettings.from(all, ScribeSettings.from(all)),
            line,
            new Results(
                new Stream("CA1", "MZ1"), () -> Instant.ofEpochMilli(WALL_MS), results::add),
            new SttMeters(meters),
            new Random(1),
            nanos);
  }

  /** A call whose session has started and that has been quiet for {@code quietMs}. */
  static TestCall live(long quietMs) {
    return live(quietMs, Map.of());
  }

  static TestCall live(long quietMs, Map<String, String> settings) {
    var call = new TestCall(settings);
    call.speak(FRAME_MS);
    call.sessionStarts();
    call.speak(quietMs - FRAME_MS);
    call.line.take();
    return call;
  }

  /** {@code ms} of audio arrive as they are spoken. */
  void speak(long ms) {
    for (long until = mediaMs + ms; mediaMs < until; ) {
      pass(FRAME_MS);
      frame();
    }
  }

  /** {@code ms} of audio arrive at once. */
  void speakLate(long ms) {
    for (long until = mediaMs + ms; mediaMs < until; ) {
      frame();
    }
  }

  /** Loses {@code ms} of audio. */
  void skip(long ms) {
    mediaMs += ms;
  }

  private void frame() {
    byte[] ulaw = new byte[FRAME_MS * 8];
    Arrays.fill(ulaw, (byte) (mediaMs / FRAME_MS));
    frame(mediaMs, ulaw);
    mediaMs += FRAME_MS;
  }

  void frame(long atMs, byte[] ulaw) {
    var audio =
        new InboundAudio(
            "CA1", "MZ1", atMs / FRAME_MS, atMs, new ReturnAddress("gateway.1"), false, ulaw);
    transcription.frame(audio, atMs / FRAME_MS, nanos);
  }

  void speechStarts(long startMs) {
    transcription.speech(new SpeechStarted("CA1", "MZ1", startMs, WALL_MS), speechOffset++, nanos);
  }

  void speechEnds(long startMs, long endMs, long decidedMs) {
    transcription.speech(
        new SpeechEnded("CA1", "MZ1", startMs, endMs, decidedMs, WALL_MS + endMs),
        speechOffset++,
        nanos);
  }

  void sessionStarts() {
    says(new ScribeEvent.SessionStarted("s"));
  }

  void hears(String text) {
    says(new ScribeEvent.PartialTranscribed(text));
  }

  void answers(String text) {
    says(new ScribeEvent.TranscriptCommitted(text));
  }

  void reports(ScribeError error) {
    says(new ScribeEvent.ErrorReported(error, "as asked"));
  }

  void closes(int code, String reason) {
    says(new ScribeEvent.Closed(code, reason));
  }

  void says(ScribeEvent event) {
    says(line.connection, event);
  }

  void says(int connection, ScribeEvent event) {
    transcription.provider(connection, event, nanos);
  }

  /** Time goes by, with a timer every 20 ms. */
  void pass(long ms) {
    for (long gone = 0; gone < ms; gone += FRAME_MS) {
      nanos += TimeUnit.MILLISECONDS.toNanos(Math.min(FRAME_MS, ms - gone));
      transcription.timer(nanos);
    }
  }

  void streamEnds() {
    transcription.endOfStream(nanos);
  }

  boolean isFinished() {
    return transcription.finish(nanos);
  }

  boolean isResting() {
    return transcription.isResting();
  }

  OptionalLong audioHold() {
    return transcription.firstAudioOffset();
  }

  OptionalLong speechHold() {
    return transcription.firstSpeechOffset();
  }

  /** What was published since the last call. */
  List<TranscriptEvent> take() {
    var taken = List.copyOf(results);
    results.clear();
    return taken;
  }
}
