// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.sound.Sound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class VadWorkerTest {
  private static final SileroModel silero = SileroModel.open(SileroModelFile.bundled(), 4);
  private static final byte[] SPEECH =
      Sound.join(Sound.silence(2_000), Sound.balance(), Sound.silence(2_000));

  /** Stops in the middle of the sentence. */
  private static final byte[] CUT_SPEECH = Arrays.copyOf(SPEECH, 4_000 * 8);

  private static final List<ConsumerRecord<String, byte[]>> FRAMES = WorkerRig.frames(SPEECH);

  private final WorkerRig rig = new WorkerRig(silero);

  @AfterAll
  static void close() {
    silero.close();
  }

  @Test
  void utteranceIsPublishedWithCallStreamAndReturnAddress() {
    rig.poll(FRAMES);
    assertThat(rig.events).hasSize(2);
    var started = (SpeechStarted) rig.events.getFirst();
    var ended = (SpeechEnded) rig.events.getLast();
    assertThat(started.callSid()).isEqualTo("CA1");
    assertThat(started.streamSid()).isEqualTo("MZ1");
    assertThat(started.atMs()).isEqualTo(1);
    assertThat(ended.startMs()).isEqualTo(started.startMs());
    assertThat(rig.addresses).containsOnly(ReturnAddress.ofGateway("a"));
    assertThat(rig.count("trunkline.vad.speech", "event", "started")).isEqualTo(1);
    assertThat(rig.count("trunkline.vad.speech", "event", "ended")).isEqualTo(1);
  }

  @Test
  void eventsDoNotDependOnFrameSizes() {
    rig.poll(FRAMES);
    for (int size : new int[] {8, 80, 216, 4_000, SPEECH.length}) {
      var other = new WorkerRig(silero);
      other.poll(WorkerRig.frames("CA1", "MZ1", SPEECH, size));
      assertThat(other.events).as("frames of %d bytes", size).isEqualTo(rig.events);
    }
  }

  @Test
  void eventsDoNotDependOnOtherCallsInTheBatch() {
    var mixed = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (int i = 0; i < FRAMES.size(); i++) {
      for (int call = 0; call < 7; call++) {
        int shifted = (i + call * 40) % FRAMES.size();
        byte[] value = FRAMES.get(shifted).value();
        mixed.add(WorkerRig.frame("CA" + call, "MZ" + call, mixed.size(), i, i * 20L, value));
      }
    }
    rig.pollTogether(mixed);
    assertThat(rig.worker.calls()).isEqualTo(7);
    for (int call = 0; call < 7; call++) {
      String sid = "CA" + call;
      var alone = new WorkerRig(silero);
      alone.poll(mixed.stream().filter(m -> m.key().equals(sid)).toList());
      assertThat(rig.events.stream().filter(e -> e.callSid().equals(sid))).isEqualTo(alone.events);
    }
  }

  @Test
  void repeatedFramesAreSkipped() {
    rig.poll(FRAMES);
    var twice = new WorkerRig(silero);
    for (int i = 0; i < FRAMES.size(); i += 10) {
      List<ConsumerRecord<String, byte[]>> some = FRAMES.subList(i, i + 10);
      twice.poll(some);
      twice.poll(some);
    }
    assertThat(twice.events).isEqualTo(rig.events);
    assertThat(twice.count("trunkline.records.dropped", "reason", "repeated"))
        .isEqualTo(FRAMES.size());
  }

  @Test
  void gapIsFilledWithSilence() {
    rig.poll(FRAMES);
    var gapped = new WorkerRig(silero);
    gapped.poll(FRAMES.subList(0, 20));
    gapped.poll(FRAMES.subList(60, FRAMES.size()));
    assertThat(gapped.events).isEqualTo(rig.events);
    assertThat(gapped.count("trunkline.audio.frames.missing", "stage", "vad")).isEqualTo(40);
  }

  @Test
  void longGapEndsSpeechAndRestartsTheStream() {
    rig.poll(WorkerRig.frames(CUT_SPEECH));
    rig.poll(later(FRAMES, 10_000, 3_000_000));
    assertThat(rig.events).hasSize(4);
    assertThat(rig.events.get(1)).isInstanceOf(SpeechEnded.class);
    assertThat(rig.events.get(2).startMs()).isBetween(3_002_000L, 3_002_500L);
  }

  @Test
  void endOfStreamEndsSpeechAndReleasesOffsets() {
    List<ConsumerRecord<String, byte[]>> frames = WorkerRig.frames(CUT_SPEECH);
    rig.poll(frames);
    assertThat(rig.events).hasSize(1);
    rig.pollTogether(List.of(WorkerRig.endAfter(frames)));
    assertThat(rig.events).hasSize(2);
    assertThat(((SpeechEnded) rig.events.getLast()).endMs()).isBetween(3_900L, 4_000L);
    assertThat(rig.worker.calls()).isZero();
    assertThat(rig.unfinished.size()).isZero();
  }

  @Test
  void endMarkIsHandledAfterTheAudioOfItsPoll() {
    List<ConsumerRecord<String, byte[]>> frames = new ArrayList<>(WorkerRig.frames(CUT_SPEECH));
    frames.add(WorkerRig.endAfter(frames));
    rig.pollTogether(frames);
    assertThat(rig.events).hasSize(2);
  }

  @Test
  void resumedCallUsesItsNewStreamOnly() {
    List<ConsumerRecord<String, byte[]>> old = WorkerRig.frames(CUT_SPEECH);
    rig.poll(old.subList(0, old.size() - 5));
    rig.poll(WorkerRig.frames("CA1", "MZ2", SPEECH, 160));
    rig.poll(old.subList(old.size() - 5, old.size()));
    assertThat(rig.events)
        .extracting(SpeechEvent::streamSid)
        .containsExactly("MZ1", "MZ1", "MZ2", "MZ2");
    assertThat(rig.count("trunkline.records.dropped", "reason", "stale")).isEqualTo(5);
    assertThat(rig.worker.calls()).isEqualTo(1);
  }

  @Test
  void unreadableRecordsGoToTheDeadLetters() {
    rig.poll(FRAMES.subList(0, 10));
    byte[] audio = new byte[160];
    rig.pollTogether(
        List.of(
            new ConsumerRecord<>("audio.inbound", 0, 10, "CA1", audio),
            WorkerRig.frame("CA1", "MZ1", 11, -1, 200, audio),
            WorkerRig.frame("CA1", "MZ1", 12, 10, Long.MAX_VALUE, audio)));
    rig.poll(FRAMES.subList(10, FRAMES.size()));
    assertThat(rig.deadLetters)
        .containsExactly(
            "header stream is missing", "sequence is negative", "media time is out of range");
    assertThat(rig.events).hasSize(2);
  }

  @Test
  void callWithoutFramesForAMinuteIsClosed() {
    rig.poll(WorkerRig.frames(CUT_SPEECH));
    rig.nanos += TimeUnit.SECONDS.toNanos(59);
    rig.worker.tick();
    assertThat(rig.worker.calls()).isEqualTo(1);
    rig.nanos += TimeUnit.SECONDS.toNanos(1);
    rig.worker.tick();
    assertThat(rig.worker.calls()).isZero();
    assertThat(rig.unfinished.size()).isZero();
    assertThat(rig.events.getLast()).isInstanceOf(SpeechEnded.class);
  }

  @Test
  void callsOfRevokedPartitionsAreDropped() {
    rig.poll(WorkerRig.frames(CUT_SPEECH));
    rig.worker.revoked(List.of(WorkerRig.PARTITION));
    assertThat(rig.worker.calls()).isZero();
    assertThat(rig.events).hasSize(1);
  }

  @Test
  void holdIsOneWarmUpBehindWhileTheCallerIsQuiet() {
    rig.poll(WorkerRig.frames(Sound.silence(3_000)));
    assertThat(committable(150)).isBetween(97L, 100L);
  }

  @Test
  void holdIsOneWarmUpBeforeTheStartOfSpeech() {
    rig.poll(FRAMES.subList(0, 200));
    long startFrame = rig.events.getFirst().startMs() / 20;
    assertThat(committable(200)).isBetween(startFrame - 51, startFrame - 50);
    rig.poll(FRAMES.subList(200, FRAMES.size()));
    assertThat(rig.events).hasSize(2);
    assertThat(committable(FRAMES.size())).isGreaterThan(FRAMES.size() - 54L);
  }

  @Test
  void utteranceInProgressAtTheFirstFrameIsNotPublished() {
    rig.poll(FRAMES.subList(150, FRAMES.size()));
    assertThat(rig.events).isEmpty();
    assertThat(committable(FRAMES.size())).isGreaterThan(FRAMES.size() - 54L);
  }

  private long committable(int position) {
    return rig.unfinished.committable(WorkerRig.PARTITION, position);
  }

  private static List<ConsumerRecord<String, byte[]>> later(
      List<ConsumerRecord<String, byte[]>> frames, long sequence, long mediaMs) {
    return frames.stream()
        .map(f ->
            WorkerRig.frame(
                "CA1",
                "MZ1",
                sequence + f.offset(),
                sequence + f.offset(),
                mediaMs + f.offset() * 20,
                f.value()))
        .toList();
  }
}
