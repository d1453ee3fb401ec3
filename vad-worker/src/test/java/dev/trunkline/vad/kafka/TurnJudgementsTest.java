// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.provider.turn.TinyModel;
import dev.trunkline.vad.sound.Sound;
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

/** A worker with a turn model. */
class TurnJudgementsTest {
  private static final SileroModel silero = SileroModel.open(SileroModelFile.bundled(), 4);
  private static final byte[] SPEECH =
      Sound.join(Sound.silence(2_000), Sound.balance(), Sound.silence(2_000));

  @TempDir private Path directory;
  private Map<String, String> named = Map.of();

  @BeforeEach
  void writeModel() throws Exception {
    Path file = Files.write(directory.resolve("t.onnx"), TinyModel.sigmoidOfMean().onnx());
    named = Map.of("VAD_TURN_MODEL_PATH", file.toString());
  }

  @AfterAll
  static void close() {
    silero.close();
  }

  @Test
  void everyUtteranceIsJudgedAfterItsEnd() {
    var rig = new WorkerRig(silero, named);
    rig.poll(WorkerRig.frames(Sound.join(SPEECH, Sound.appointment(), Sound.silence(1_000))));
    rig.judgeAll();
    List<SpeechEnded> ends = FencingReader.utterances(rig.events);
    assertThat(ends).hasSize(2);
    assertThat(rig.judgements).hasSize(2);
    for (int i = 0; i < 2; i++) {
      TurnJudged judged = rig.judgements.get(i);
      assertThat(judged.callSid()).isEqualTo("CA1");
      assertThat(judged.streamSid()).isEqualTo("MZ1");
      assertThat(judged.startMs()).isEqualTo(ends.get(i).startMs());
      assertThat(judged.endMs()).isEqualTo(ends.get(i).endMs());
      assertThat(judged.completeProbability()).isBetween(0.2, 0.9);
    }
    assertThat(rig.judgements.get(1).completeProbability())
        .as("judgement of a longer turn")
        .isNotCloseTo(rig.judgements.get(0).completeProbability(), within(0.01));
    assertThat(rig.addresses).containsOnly(ReturnAddress.ofGateway("a"));
  }

  @Test
  void judgementDoesNotDependOnFrameSizes() {
    var rig = new WorkerRig(silero, named);
    rig.poll(WorkerRig.frames(SPEECH));
    rig.judgeAll();
    assertThat(rig.judgements).hasSize(1);
    for (int size : new int[] {8, 216, 4_000, SPEECH.length}) {
      var other = new WorkerRig(silero, named);
      other.poll(WorkerRig.frames("CA1", "MZ1", SPEECH, size));
      other.judgeAll();
      assertThat(other.judgements).as("frames of %d bytes", size).isEqualTo(rig.judgements);
    }
  }

  @Test
  void turnModelDoesNotChangeSpeechEvents() {
    var with = new WorkerRig(silero, named);
    var without = new WorkerRig(silero);
    with.poll(WorkerRig.frames(SPEECH));
    without.poll(WorkerRig.frames(SPEECH));
    with.judgeAll();
    without.judgeAll();
    assertThat(with.events).isEqualTo(without.events);
    assertThat(with.pauses).isEqualTo(without.pauses);
    assertThat(without.judgements).isEmpty();
  }

  @Test
  void speechCutOffByTheStreamsEndIsNotJudged() {
    var rig = new WorkerRig(silero, named);
    List<ConsumerRecord<String, byte[]>> frames =
        WorkerRig.frames(Arrays.copyOf(SPEECH, 4_000 * 8));
    rig.poll(frames);
    rig.pollTogether(List.of(WorkerRig.endAfter(frames)));
    rig.judgeAll();
    assertThat(rig.events).hasSize(2);
    assertThat(rig.judgements).isEmpty();
  }
}
