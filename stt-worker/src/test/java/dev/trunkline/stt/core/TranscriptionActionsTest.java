// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.stt.SttSettings;
import dev.trunkline.stt.core.TranscriptionAction.CommitAnswered;
import dev.trunkline.stt.core.TranscriptionAction.CommitSegment;
import dev.trunkline.stt.core.TranscriptionAction.DropConnection;
import dev.trunkline.stt.core.TranscriptionAction.EndpointAnswered;
import dev.trunkline.stt.core.TranscriptionAction.EndpointConnected;
import dev.trunkline.stt.core.TranscriptionAction.EndpointFailed;
import dev.trunkline.stt.core.TranscriptionAction.FinishStream;
import dev.trunkline.stt.core.TranscriptionAction.HoldOffsets;
import dev.trunkline.stt.core.TranscriptionAction.OpenConnection;
import dev.trunkline.stt.core.TranscriptionAction.PublishTranscript;
import dev.trunkline.stt.core.TranscriptionAction.SendAudio;
import dev.trunkline.stt.core.TranscriptionInput.AudioReceived;
import dev.trunkline.stt.core.TranscriptionInput.ConnectionFailed;
import dev.trunkline.stt.core.TranscriptionInput.SegmentTranscribed;
import dev.trunkline.stt.core.TranscriptionInput.SessionStarted;
import dev.trunkline.stt.core.TranscriptionInput.SpeechReported;
import dev.trunkline.stt.core.TranscriptionInput.StreamEnded;
import dev.trunkline.stt.core.TranscriptionInput.TimerTicked;
import dev.trunkline.stt.provider.ScribeSettings;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which actions follow from an input, and in which order. */
class TranscriptionActionsTest {
  private static final long WALL_MS = 7_000;

  private long nowMs;
  private final StreamTranscription transcription = transcription();

  @Test
  void firstFrameOpensAConnectionAndHoldsItsRecord() {
    assertThat(frame(0)).containsExactly(new OpenConnection(1, 0), new HoldOffsets(0, -1));
  }

  @Test
  void frameWithinAChunkNeedsNoAction() {
    startSession();
    assertThat(frame(100)).isEmpty();
  }

  @Test
  void frameThatFillsAChunkSendsIt() {
    startSession();
    for (long ms = 100; ms < 180; ms += 20) {
      frame(ms);
    }
    assertThat(frame(180)).singleElement().isInstanceOf(SendAudio.class);
  }

  @Test
  void transcriptIsPublishedBeforeItsHoldIsReleased() {
    startSession();
    speakUtterance();
    assertThat(on(new SegmentTranscribed(1, "hello")))
        .containsExactly(
            new EndpointAnswered(),
            new CommitAnswered(0),
            new PublishTranscript(
                new FinalTranscript("CA1", "MZ1", 100, 300, "hello", 42, WALL_MS)),
            new HoldOffsets(-1, -1));
  }

  @Test
  void failureIsReportedBeforeTheConnectionIsReplaced() {
    startSession();
    ConnectionFailure failure = ConnectionFailure.timedOut("test").with(Remedy.RECONNECT_NOW);
    assertThat(on(new ConnectionFailed(1, failure)))
        .containsExactly(
            new EndpointFailed(failure.category(), false),
            new DropConnection(),
            new OpenConnection(2, 0));
  }

  @Test
  void finishedStreamReturnsNoMoreActions() {
    on(new StreamEnded());
    nowMs += 200_000;
    assertThat(on(new TimerTicked(0))).contains(new FinishStream());
    assertThat(on(new TimerTicked(0))).isEmpty();
    assertThat(frame(0)).isEmpty();
  }

  private void startSession() {
    for (long ms = 0; ms < 100; ms += 20) {
      frame(ms);
    }
    assertThat(on(new SessionStarted(1))).startsWith(new EndpointConnected());
  }

  private void speakUtterance() {
    on(new SpeechReported(new SpeechStarted("CA1", "MZ1", 100, 41), 8));
    for (long ms = 100; ms < 400; ms += 20) {
      frame(ms);
    }
    assertThat(on(new SpeechReported(new SpeechEnded("CA1", "MZ1", 100, 300, 400, 42), 9)))
        .endsWith(new CommitSegment());
  }

  private List<TranscriptionAction> frame(long mediaMs) {
    return on(new AudioReceived(mediaMs / 20, mediaMs, new byte[160], 0));
  }

  private List<TranscriptionAction> on(TranscriptionInput input) {
    return transcription.on(input, new ClockReading(TimeUnit.MILLISECONDS.toNanos(nowMs), WALL_MS));
  }

  private static StreamTranscription transcription() {
    Settings settings = Settings.of(Map.of("ELEVENLABS_API_KEY", "test"));
    return new StreamTranscription(
        new StreamId("CA1", "MZ1"),
        SttSettings.from(settings, ScribeSettings.all(settings).getFirst()).limits(),
        1,
        new Random(1),
        new ClockReading(0, WALL_MS));
  }
}
