// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.stt.SttMetrics;
import dev.trunkline.stt.SttSettings;
import dev.trunkline.stt.core.TranscriptionAction.HoldOffsets;
import dev.trunkline.stt.core.TranscriptionInput.AudioReceived;
import dev.trunkline.stt.core.TranscriptionInput.EndpointSelected;
import dev.trunkline.stt.core.TranscriptionInput.NoEndpointAvailable;
import dev.trunkline.stt.core.TranscriptionInput.SpeechReported;
import dev.trunkline.stt.core.TranscriptionInput.StreamEnded;
import dev.trunkline.stt.core.TranscriptionInput.TimerTicked;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeEvent;
import dev.trunkline.stt.provider.ScribeInputs;
import dev.trunkline.stt.provider.ScribeSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Gives inputs to a {@link StreamTranscription} and records its actions. The clock moves only in
 * {@link #advance} and {@link #speak}. The record of the frame at media time {@code t} has offset
 * {@code t / 20}.
 */
final class TestStream {
  static final int FRAME_MS = 20;
  static final long WALL_MS = 1_000_000;

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<FailureCategory> endpointFailures = new ArrayList<>();
  long sendQueueBytes;
  boolean breakersOpen;
  private final SttMetrics metrics = new SttMetrics(meters);
  private final List<String> requests = new ArrayList<>();
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<TranscriptEvent> transcripts = new ArrayList<>();
  private final StreamTranscription transcription;
  private HoldOffsets hold = new HoldOffsets(HoldOffsets.NONE, HoldOffsets.NONE);
  private boolean finished;
  private int connection;
  private int endpoint;
  private long nanos;
  private long mediaMs;
  private long speechOffset = 500;

  TestStream() {
    this(Map.of());
  }

  TestStream(Map<String, String> settings) {
    this(settings, 0, 1);
  }

  /**
   * @param fromMs media time of the first frame
   * @param endpoints how many providers there are
   */
  TestStream(Map<String, String> settings, long fromMs, int endpoints) {
    this(settings, fromMs, endpoints, UnaryOperator.identity());
  }

  private TestStream(
      Map<String, String> settings,
      long fromMs,
      int endpoints,
      UnaryOperator<TranscriptionLimits> adjust) {
    var values = new HashMap<>(Map.of("ELEVENLABS_API_KEY", "test"));
    values.putAll(settings);
    Settings all = Settings.of(values);
    mediaMs = fromMs;
    transcription =
        new StreamTranscription(
            new StreamId("CA1", "MZ1"),
            adjust.apply(SttSettings.from(all, ScribeSettings.all(all).getFirst()).limits()),
            endpoints,
            new Random(1),
            now());
  }

  /** A stream whose session has started and that has been quiet for {@code quietMs}. */
  static TestStream live(long quietMs) {
    return live(quietMs, Map.of());
  }

  static TestStream live(long quietMs, Map<String, String> settings) {
    return new TestStream(settings).start(quietMs);
  }

  /** The same with a value that is a constant elsewhere. */
  static TestStream live(long quietMs, UnaryOperator<TranscriptionLimits> adjust) {
    return new TestStream(Map.of(), 0, 1, adjust).start(quietMs);
  }

  private TestStream start(long quietMs) {
    speak(FRAME_MS);
    startSession();
    speak(quietMs - FRAME_MS);
    requests();
    return this;
  }

  /** An utterance from 2,800 to 4,000, decided at 4,320, whose commit is in progress. */
  static TestStream withCommittedUtterance() {
    return withCommittedUtterance(1);
  }

  static TestStream withCommittedUtterance(int endpoints) {
    TestStream stream = new TestStream(Map.of(), 0, endpoints).start(3_000);
    stream.speechStarted(2_800);
    stream.speak(1_340);
    stream.speechEnded(2_800, 4_000, 4_320);
    return stream;
  }

  /** {@code ms} of audio arrive in real time. */
  void speak(long ms) {
    for (long until = mediaMs + ms; mediaMs < until; ) {
      advance(FRAME_MS);
      frame();
    }
  }

  /** {@code ms} of audio arrive together. */
  void receiveLate(long ms) {
    for (long until = mediaMs + ms; mediaMs < until; ) {
      frame();
    }
  }

  private void frame() {
    byte[] ulaw = new byte[FRAME_MS * MuLaw.PER_MS];
    Arrays.fill(ulaw, (byte) (mediaMs / FRAME_MS));
    frame(mediaMs, ulaw);
    mediaMs += FRAME_MS;
  }

  void frame(long atMs, byte[] ulaw) {
    on(new AudioReceived(atMs / FRAME_MS, atMs, ulaw, sendQueueBytes));
  }

  void speechStarted(long startMs) {
    on(new SpeechReported(new SpeechStarted("CA1", "MZ1", startMs, WALL_MS), speechOffset++));
  }

  void speechEnded(long startMs, long endMs, long decidedMs) {
    on(
        new SpeechReported(
            new SpeechEnded("CA1", "MZ1", startMs, endMs, decidedMs, WALL_MS + endMs),
            speechOffset++));
  }

  void startSession() {
    scribe(new ScribeEvent.SessionStarted("s"));
  }

  void partial(String text) {
    scribe(new ScribeEvent.PartialTranscribed(text));
  }

  /** Scribe sends the text of a segment. */
  void segment(String text) {
    scribe(new ScribeEvent.TranscriptCommitted(text));
  }

  void error(ScribeError error) {
    scribe(new ScribeEvent.ErrorReported(error, "as scripted"));
  }

  void closed(int code, String reason) {
    scribe(new ScribeEvent.Closed(code, reason));
  }

  /** An event of the present connection. */
  void scribe(ScribeEvent event) {
    scribe(connection, event);
  }

  void scribe(int number, ScribeEvent event) {
    on(ScribeInputs.of(number, event));
  }

  /** Moves the clock, with a timer tick every 20 ms. */
  void advance(long ms) {
    for (long gone = 0; gone < ms; gone += FRAME_MS) {
      nanos += TimeUnit.MILLISECONDS.toNanos(Math.min(FRAME_MS, ms - gone));
      on(new TimerTicked(sendQueueBytes));
    }
  }

  void endStream() {
    on(new StreamEnded());
  }

  /** The preferred endpoint of the last connection that was opened. */
  int endpoint() {
    return endpoint;
  }

  /** The number of the last connection that was opened. */
  int connection() {
    return connection;
  }

  boolean isFinished() {
    return finished;
  }

  boolean isDormant() {
    return transcription.isDormant();
  }

  OptionalLong audioHold() {
    return offset(hold.audio());
  }

  OptionalLong speechHold() {
    return offset(hold.speech());
  }

  /** What was published since the last call. */
  List<TranscriptEvent> transcripts() {
    var taken = List.copyOf(transcripts);
    transcripts.clear();
    return taken;
  }

  /**
   * What was done with connections since the last call: {@code open 1, audio 100, commit, drop,
   * close}. Neighbouring pieces of audio are added up.
   */
  List<String> requests() {
    var taken = new ArrayList<String>();
    long ms = 0;
    for (String request : requests) {
      if (request.startsWith("audio ")) {
        ms += Long.parseLong(request.substring(6));
      } else {
        addAudio(taken, ms);
        ms = 0;
        taken.add(request);
      }
    }
    addAudio(taken, ms);
    requests.clear();
    return taken;
  }

  /** The pieces of audio sent since the last call. */
  List<byte[]> chunks() {
    var taken = List.copyOf(chunks);
    chunks.clear();
    return taken;
  }

  private static void addAudio(List<String> taken, long ms) {
    if (ms > 0) {
      taken.add("audio " + ms);
    }
  }

  private static OptionalLong offset(long offset) {
    return offset == HoldOffsets.NONE ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  private ClockReading now() {
    return new ClockReading(nanos, WALL_MS);
  }

  private void on(TranscriptionInput input) {
    TranscriptionInput opened = null;
    for (TranscriptionAction action : transcription.on(input, now())) {
      metrics.count(action);
      switch (action) {
        case TranscriptionAction.OpenConnection open -> {
          connection = open.connection();
          endpoint = open.preferredEndpoint();
          requests.add("open " + connection);
          opened =
              breakersOpen
                  ? new NoEndpointAvailable(connection)
                  : new EndpointSelected(connection, endpoint);
        }
        case TranscriptionAction.SendAudio audio -> {
          requests.add("audio " + audio.ulaw().length / MuLaw.PER_MS);
          chunks.add(audio.ulaw());
        }
        case TranscriptionAction.CommitSegment _ -> requests.add("commit");
        case TranscriptionAction.CloseConnection _ -> requests.add("close");
        case TranscriptionAction.DropConnection _ -> requests.add("drop");
        case TranscriptionAction.PublishTranscript publish -> transcripts.add(publish.event());
        case HoldOffsets offsets -> hold = offsets;
        case TranscriptionAction.FinishStream _ -> {
          hold = new HoldOffsets(HoldOffsets.NONE, HoldOffsets.NONE);
          finished = true;
        }
        case TranscriptionAction.EndpointFailed failed -> endpointFailures.add(failed.category());
        case TranscriptionAction.Report _ -> {}
      }
    }
    if (opened != null) {
      on(opened);
    }
  }
}
