// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.vad.silero.ModelFile;
import dev.trunkline.vad.silero.Silero;
import dev.trunkline.vad.sound.Sound;
import dev.trunkline.vad.turn.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that has been given a turn model. */
class TurnsTest {
  private static final Silero silero = Silero.open(ModelFile.bundled(), 4);
  private static final byte[] SPEECH =
      Sound.join(Sound.silence(2_000), Sound.balance(), Sound.silence(2_000));

  @TempDir private Path directory;
  private Map<String, String> named = Map.of();

  @BeforeEach
  void writeModel() throws Exception {
    Path file = Files.write(directory.resolve("t.onnx"), TinyModel.sigmoidOfMean().onnx());
    named = Map.of("TURN_MODEL_PATH", file.toString());
  }

  @AfterAll
  static void close() {
    silero.close();
  }

  @Test
  void everyUtteranceIsJudgedOnceItHasEnded() {
    var rig = new WorkerRig(silero, named);
    rig.take(WorkerRig.frames(Sound.join(SPEECH, Sound.appointment(), Sound.silence(1_000))));
    rig.judgeAll();
    List<SpeechEnded> ends = FencingReader.utterances(rig.told);
    assertThat(ends).hasSize(2);
    assertThat(rig.judged).hasSize(2);
    for (int i = 0; i < 2; i++) {
      TurnJudged judged = rig.judged.get(i);
      assertThat(judged.callSid()).isEqualTo("CA1");
      assertThat(judged.streamSid()).isEqualTo("MZ1");
      assertThat(judged.startMs()).isEqualTo(ends.get(i).startMs());
      assertThat(judged.endMs()).isEqualTo(ends.get(i).endMs());
      assertThat(judged.completeProbability()).isBetween(0.2, 0.9);
    }
    assertThat(rig.judged.get(1).completeProbability())
        .as("that of a longer turn")
        .isNotCloseTo(rig.judged.get(0).completeProbability(), within(0.01));
    assertThat(rig.addresses).containsOnly(ReturnAddress.ofGateway("a"));
  }

  @Test
  void theJudgementIsTheSameHoweverTheAudioComes() {
    var rig = new WorkerRig(silero, named);
    rig.take(WorkerRig.frames(SPEECH));
    rig.judgeAll();
    assertThat(rig.judged).hasSize(1);
    for (int size : new int[] {8, 216, 4_000, SPEECH.length}) {
      var other = new WorkerRig(silero, named);
      other.take(WorkerRig.frames("CA1", "MZ1", SPEECH, size));
      other.judgeAll();
      assertThat(other.judged).as("frames of %d bytes", size).isEqualTo(rig.judged);
    }
  }

  @Test
  void whatIsToldOfSpeechIsTheSameWithAndWithoutAModel() {
    var with = new WorkerRig(silero, named);
    var without = new WorkerRig(silero);
    with.take(WorkerRig.frames(SPEECH));
    without.take(WorkerRig.frames(SPEECH));
    with.judgeAll();
    without.judgeAll();
    assertThat(with.told).isEqualTo(without.told);
    assertThat(with.pauses).isEqualTo(without.pauses);
    assertThat(without.judged).isEmpty();
  }

  @Test
  void speechThatBreaksOffWithItsStreamIsNotJudged() {
    var rig = new WorkerRig(silero, named);
    List<ConsumerRecord<String, byte[]>> frames =
        WorkerRig.frames(Arrays.copyOf(SPEECH, 4_000 * 8));
    rig.take(frames);
    rig.takeAtOnce(List.of(WorkerRig.endAfter(frames)));
    rig.judgeAll();
    assertThat(rig.told).hasSize(2);
    assertThat(rig.judged).isEmpty();
  }
}
