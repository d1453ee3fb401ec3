// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.vad.silero.ModelFile;
import dev.trunkline.vad.silero.Silero;
import dev.trunkline.vad.sound.Sound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class VadWorkerTest {
  private static final Silero silero = Silero.open(ModelFile.bundled(), 4);
  private static final byte[] SPEECH =
      Sound.join(Sound.silence(2_000), Sound.balance(), Sound.silence(2_000));

  /** Ends in the middle of the sentence. */
  private static final byte[] CUT_SPEECH = Arrays.copyOf(SPEECH, 4_000 * 8);

  private static final List<ConsumerRecord<String, byte[]>> FRAMES = WorkerRig.frames(SPEECH);

  private final WorkerRig rig = new WorkerRig(silero);

  @AfterAll
  static void close() {
    silero.close();
  }

  @Test
  void anUtteranceIsToldWithItsCallItsStreamAndItsReturnAddress() {
    rig.take(FRAMES);
    assertThat(rig.told).hasSize(2);
    var started = (SpeechStarted) rig.told.getFirst();
    var ended = (SpeechEnded) rig.told.getLast();
    assertThat(started.callSid()).isEqualTo("CA1");
    assertThat(started.streamSid()).isEqualTo("MZ1");
    assertThat(started.atMs()).isEqualTo(1);
    assertThat(ended.startMs()).isEqualTo(started.startMs());
    assertThat(rig.addresses).containsOnly(ReturnAddress.ofGateway("a"));
    assertThat(rig.count("trunkline.vad.speech", "event", "started")).isEqualTo(1);
    assertThat(rig.count("trunkline.vad.speech", "event", "ended")).isEqualTo(1);
  }

  @Test
  void framesOfAnySizeAreHeardTheSame() {
    rig.take(FRAMES);
    for (int size : new int[] {8, 80, 216, 4_000, SPEECH.length}) {
      var other = new WorkerRig(silero);
      other.take(WorkerRig.frames("CA1", "MZ1", SPEECH, size));
      assertThat(other.told).as("frames of %d bytes", size).isEqualTo(rig.told);
    }
  }

  @Test
  void callsHeardTogetherAreHeardAsIfAlone() {
    var mixed = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (int i = 0; i < FRAMES.size(); i++) {
      for (int call = 0; call < 7; call++) {
        int shifted = (i + call * 40) % FRAMES.size();
        byte[] value = FRAMES.get(shifted).value();
        mixed.add(WorkerRig.frame("CA" + call, "MZ" + call, mixed.size(), i, i * 20L, value));
      }
    }
    rig.takeAtOnce(mixed);
    assertThat(rig.worker.calls()).isEqualTo(7);
    for (int call = 0; call < 7; call++) {
      String sid = "CA" + call;
      var alone = new WorkerRig(silero);
      alone.take(mixed.stream().filter(m -> m.key().equals(sid)).toList());
      assertThat(rig.told.stream().filter(e -> e.callSid().equals(sid))).isEqualTo(alone.told);
    }
  }

  @Test
  void repeatedFramesAreSkipped() {
    rig.take(FRAMES);
    var twice = new WorkerRig(silero);
    for (int i = 0; i < FRAMES.size(); i += 10) {
      List<ConsumerRecord<String, byte[]>> some = FRAMES.subList(i, i + 10);
      twice.take(some);
      twice.take(some);
    }
    assertThat(twice.told).isEqualTo(rig.told);
    assertThat(twice.count("trunkline.records.dropped", "reason", "repeated"))
        .isEqualTo(FRAMES.size());
  }

  @Test
  void aGapIsFilledWithSilenceSoThatMediaTimeStaysTrue() {
    rig.take(FRAMES);
    var gapped = new WorkerRig(silero);
    gapped.take(FRAMES.subList(0, 20));
    gapped.take(FRAMES.subList(60, FRAMES.size()));
    assertThat(gapped.told).isEqualTo(rig.told);
    assertThat(gapped.count("trunkline.audio.frames.missing", "stage", "vad")).isEqualTo(40);
  }

  @Test
  void speechBeforeALongGapEndsAndTheStreamIsTakenUpAnew() {
    rig.take(WorkerRig.frames(CUT_SPEECH));
    rig.take(later(FRAMES, 10_000, 3_000_000));
    assertThat(rig.told).hasSize(4);
    assertThat(rig.told.get(1)).isInstanceOf(SpeechEnded.class);
    assertThat(rig.told.get(2).startMs()).isBetween(3_002_000L, 3_002_500L);
  }

  @Test
  void speechEndsWithItsStreamAndNothingIsHeldForIt() {
    List<ConsumerRecord<String, byte[]>> frames = WorkerRig.frames(CUT_SPEECH);
    rig.take(frames);
    assertThat(rig.told).hasSize(1);
    rig.takeAtOnce(List.of(WorkerRig.endAfter(frames)));
    assertThat(rig.told).hasSize(2);
    assertThat(((SpeechEnded) rig.told.getLast()).endMs()).isBetween(3_900L, 4_000L);
    assertThat(rig.worker.calls()).isZero();
    assertThat(rig.unfinished.size()).isZero();
  }

  @Test
  void theEndMarkInTheSamePollComesAfterTheAudioBeforeIt() {
    List<ConsumerRecord<String, byte[]>> frames = new ArrayList<>(WorkerRig.frames(CUT_SPEECH));
    frames.add(WorkerRig.endAfter(frames));
    rig.takeAtOnce(frames);
    assertThat(rig.told).hasSize(2);
  }

  @Test
  void aResumedCallIsHeardOnItsNewStreamOnly() {
    List<ConsumerRecord<String, byte[]>> old = WorkerRig.frames(CUT_SPEECH);
    rig.take(old.subList(0, old.size() - 5));
    rig.take(WorkerRig.frames("CA1", "MZ2", SPEECH, 160));
    rig.take(old.subList(old.size() - 5, old.size()));
    assertThat(rig.told)
        .extracting(SpeechEvent::streamSid)
        .containsExactly("MZ1", "MZ1", "MZ2", "MZ2");
    assertThat(rig.count("trunkline.records.dropped", "reason", "stale")).isEqualTo(5);
    assertThat(rig.worker.calls()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsPutAsideAndTheCallGoesOn() {
    rig.take(FRAMES.subList(0, 10));
    byte[] audio = new byte[160];
    rig.takeAtOnce(
        List.of(
            new ConsumerRecord<>("audio.inbound", 0, 10, "CA1", audio),
            WorkerRig.frame("CA1", "MZ1", 11, -1, 200, audio),
            WorkerRig.frame("CA1", "MZ1", 12, 10, Long.MAX_VALUE, audio)));
    rig.take(FRAMES.subList(10, FRAMES.size()));
    assertThat(rig.unreadable)
        .containsExactly(
            "header stream is missing", "sequence is negative", "media time is out of range");
    assertThat(rig.told).hasSize(2);
  }

  @Test
  void aCallWithoutFramesForAMinuteIsGivenUp() {
    rig.take(WorkerRig.frames(CUT_SPEECH));
    rig.nanos += TimeUnit.SECONDS.toNanos(59);
    rig.worker.tick();
    assertThat(rig.worker.calls()).isEqualTo(1);
    rig.nanos += TimeUnit.SECONDS.toNanos(1);
    rig.worker.tick();
    assertThat(rig.worker.calls()).isZero();
    assertThat(rig.unfinished.size()).isZero();
    assertThat(rig.told.getLast()).isInstanceOf(SpeechEnded.class);
  }

  @Test
  void callsOfAnotherOwnerAreDroppedWithoutAWord() {
    rig.take(WorkerRig.frames(CUT_SPEECH));
    rig.worker.revoked(List.of(WorkerRig.PARTITION));
    assertThat(rig.worker.calls()).isZero();
    assertThat(rig.told).hasSize(1);
  }

  @Test
  void whileTheCallerIsQuietTheWarmUpIsHeld() {
    rig.take(WorkerRig.frames(Sound.silence(3_000)));
    assertThat(committable(150)).isBetween(97L, 100L);
  }

  @Test
  void whileTheCallerSpeaksTheWarmUpBeforeTheStartIsHeld() {
    rig.take(FRAMES.subList(0, 200));
    long startFrame = rig.told.getFirst().startMs() / 20;
    assertThat(committable(200)).isBetween(startFrame - 51, startFrame - 50);
    rig.take(FRAMES.subList(200, FRAMES.size()));
    assertThat(rig.told).hasSize(2);
    assertThat(committable(FRAMES.size())).isGreaterThan(FRAMES.size() - 54L);
  }

  @Test
  void anUtteranceThatWasUnderWayAtTheFirstFrameReadIsNotTold() {
    rig.take(FRAMES.subList(150, FRAMES.size()));
    assertThat(rig.told).isEmpty();
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
