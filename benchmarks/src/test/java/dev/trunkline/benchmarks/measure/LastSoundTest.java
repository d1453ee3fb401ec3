// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.speech.Clip;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.vad.VadSettings;
import dev.trunkline.vad.core.DetectorAction;
import dev.trunkline.vad.core.DetectorInput;
import dev.trunkline.vad.core.DetectorInput.FrameRead;
import dev.trunkline.vad.core.DetectorInput.WindowScored;
import dev.trunkline.vad.core.StreamDetector;
import dev.trunkline.vad.provider.silero.BatchInference;
import dev.trunkline.vad.provider.silero.InferenceMetrics;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.provider.silero.SileroStream;
import dev.trunkline.vad.provider.silero.StateResetPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The VAD worker's last sound of a sentence, beside that of the recording alone. */
class LastSoundTest {
  private static final int FRAME_MS = 20;
  private static final int QUIET_MS = 1_000;
  private static final SileroModel MODEL = SileroModel.open(SileroModelFile.bundled(), 1);

  static List<Clip> sentences() {
    return Clips.bundled().all();
  }

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @ParameterizedTest
  @MethodSource("sentences")
  @DisplayName("The end of every sentence agrees with the sound of the recording within 40 ms")
  void lastSoundIsThatOfTheRecording(Clip clip) {
    byte[] ulaw = padded(clip.muLaw());
    short[] pcm = new short[ulaw.length];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = MuLaw.decode(ulaw[i]);
    }
    double heard = Samples.toMs(ChannelSpeech.in(pcm).getLast().to());
    double detected = ends(ulaw).getLast().lastWordMs();
    assertThat(detected).as(clip.text()).isCloseTo(heard, within(40.0));
  }

  private static byte[] padded(byte[] ulaw) {
    int quiet = QUIET_MS * MuLaw.PER_MS;
    byte[] padded = new byte[quiet + ulaw.length + quiet];
    Arrays.fill(padded, MuLaw.encode((short) 0));
    System.arraycopy(ulaw, 0, padded, quiet, ulaw.length);
    return padded;
  }

  private static List<SpeechEnded> ends(byte[] ulaw) {
    var inference =
        new BatchInference(
            MODEL,
            new StateResetPolicy(30_000, 500, 0.1),
            new InferenceMetrics(new SimpleMeterRegistry()),
            System::nanoTime);
    SileroStream stream = inference.open(0);
    var detector =
        new StreamDetector(
            frame(ulaw, 0), VadSettings.from(Settings.of(Map.of())).streamRules(), true);
    var ends = new ArrayList<SpeechEnded>();
    for (int number = 0; (number + 1) * FRAME_MS * MuLaw.PER_MS <= ulaw.length; number++) {
      apply(detector, frame(ulaw, number), inference, stream, ends);
    }
    return ends;
  }

  private static void apply(
      StreamDetector detector,
      DetectorInput input,
      BatchInference inference,
      SileroStream stream,
      List<SpeechEnded> ends) {
    for (DetectorAction action : detector.on(input, 0)) {
      switch (action) {
        case DetectorAction.AppendAudio audio ->
            inference.append(stream, audio.ulaw(), audio.from(), audio.count());
        case DetectorAction.ScoreWindows windows -> {
          for (int i = 0; i < windows.count(); i++) {
            float probability = inference.score(List.of(stream))[0];
            apply(detector, new WindowScored(probability), inference, stream, ends);
          }
        }
        case DetectorAction.Publish(SpeechEnded ended, ReturnAddress _) -> ends.add(ended);
        default -> {
          // The rest is of no concern here.
        }
      }
    }
  }

  private static FrameRead frame(byte[] ulaw, int number) {
    int length = FRAME_MS * MuLaw.PER_MS;
    return new FrameRead(
        new InboundAudio(
            "CA1",
            "MZ1",
            number,
            (long) number * FRAME_MS,
            ReturnAddress.ofGateway("a"),
            false,
            InboundAudio.Echo.NONE,
            Arrays.copyOfRange(ulaw, number * length, (number + 1) * length)),
        number);
  }
}
