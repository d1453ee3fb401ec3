// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.sound.Sound;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What model, rules and default settings detect in sounds. */
class SpeechDetectionTest {
  /** Two sentences: by their energy, 1,210-4,640 ms and 5,845-8,560 ms. */
  private static final byte[] CALL =
      Sound.join(
          Sound.silence(1_000),
          Sound.balance(),
          Sound.silence(800),
          Sound.appointment(),
          Sound.silence(1_000));

  private static final SileroModel silero = SileroModel.open(SileroModelFile.bundled(), 4);

  @AfterAll
  static void close() {
    silero.close();
  }

  static Stream<Arguments> backgrounds() {
    return Stream.of(
        Arguments.of("silence", Sound.silence(10_000)),
        Arguments.of("white noise", Sound.white(10_000, 0.005)),
        Arguments.of("pink noise", Sound.pink(10_000, 0.01)),
        Arguments.of("music", Sound.music(10_000, 0.01)));
  }

  @ParameterizedTest(name = "over {0}")
  @MethodSource("backgrounds")
  void eachSentenceIsOneUtteranceWithItsTimes(String name, byte[] background) {
    List<SpeechEvent> events = detect(Sound.over(CALL, background), Map.of());
    assertThat(events).hasSize(4);
    List<SpeechEnded> utterances = FencingReader.utterances(events);
    assertTimes(utterances.get(0), 1_210, 4_640);
    assertTimes(utterances.get(1), 5_845, 8_560);
  }

  @ParameterizedTest(name = "over {0}")
  @MethodSource("backgrounds")
  void pauseIsPublishedBeforeTheEndIsCertain(String name, byte[] background) {
    var rig = new WorkerRig(silero);
    rig.poll(WorkerRig.frames(Sound.over(CALL, background)));
    for (SpeechEnded utterance : FencingReader.utterances(rig.events)) {
      assertThat(rig.pauses)
          .filteredOn(pause -> pause.startMs() == utterance.startMs())
          .last()
          .satisfies(pause ->
              assertThat(pause.sinceMs())
                  .isBetween(utterance.endMs() - 320, utterance.decidedMs() - 160));
    }
  }

  @Test
  void shorterSilenceWaitEndsEarlier() {
    List<SpeechEnded> utterances =
        FencingReader.utterances(detect(CALL, Map.of("VAD_END_SILENCE_MS", "200")));
    assertThat(utterances.getFirst().decidedMs() - utterances.getFirst().endMs()).isEqualTo(224);
  }

  static Stream<Arguments> sounds() {
    return Stream.of(
        Arguments.of("silence", Sound.silence(20_000)),
        Arguments.of("white noise", Sound.white(20_000, 0.05)),
        Arguments.of("faint white noise", Sound.white(20_000, 0.003)),
        Arguments.of("pink noise", Sound.pink(20_000, 0.05)),
        Arguments.of("music", Sound.music(20_000, 0.1)),
        Arguments.of("keys", Sound.dtmf(20_000, 0.2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sounds")
  void otherSoundsAreNoSpeech(String name, byte[] sound) {
    assertThat(detect(sound, Map.of())).isEmpty();
  }

  private static List<SpeechEvent> detect(byte[] ulaw, Map<String, String> environment) {
    var rig = new WorkerRig(silero, environment);
    rig.poll(WorkerRig.frames(ulaw));
    return rig.events;
  }

  /** The model detects a soft onset up to 150 ms late, and the end within 250 ms. */
  private static void assertTimes(SpeechEnded utterance, long startMs, long endMs) {
    assertThat(utterance.startMs()).isBetween(startMs - 64, startMs + 150);
    assertThat(utterance.endMs()).isBetween(endMs, endMs + 250);
    assertThat(utterance.decidedMs() - utterance.endMs()).isEqualTo(192);
  }
}
