// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.vad.core.StreamDetector;
import dev.trunkline.vad.sound.Sound;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SileroModelTest {
  private static final StateResetPolicy NEVER = new StateResetPolicy(Integer.MAX_VALUE, 0, 0);
  private static final int STREAMS = 32;
  private static final SileroModel silero = SileroModel.open(SileroModelFile.bundled(), STREAMS);

  @AfterAll
  static void close() {
    silero.close();
  }

  @Test
  void speechIsProbableAndSilenceIsNot() {
    float[] speech = score(new SileroStream(NEVER, 0), Sound.balance());
    assertThat(speech[60]).isGreaterThan(0.9f);
    assertThat(score(new SileroStream(NEVER, 0), Sound.silence(1_000))[20]).isLessThan(0.05f);
  }

  @Test
  void batchGivesBitForBitWhatItsStreamsGiveAlone() {
    List<byte[]> sounds =
        IntStream.range(0, STREAMS)
            .mapToObj(
                i -> Sound.join(Sound.silence(10 + 30 * i), Sound.balance(), Sound.appointment()))
            .toList();
    List<float[]> alone =
        sounds.stream().map(sound -> score(new SileroStream(NEVER, 0), sound)).toList();
    List<SileroStream> streams = new ArrayList<>();
    sounds.forEach(_ -> streams.add(new SileroStream(NEVER, 0)));
    float[] together = new float[STREAMS];
    for (int window = 0; window < 200; window++) {
      for (int i = 0; i < STREAMS; i++) {
        byte[] sound = sounds.get(i);
        int from = window * StreamDetector.WINDOW_SAMPLES;
        streams.get(i).append(sound, from, StreamDetector.WINDOW_SAMPLES);
      }
      silero.score(streams, together);
      for (int i = 0; i < STREAMS; i++) {
        assertThat(Float.floatToRawIntBits(together[i]))
            .isEqualTo(Float.floatToRawIntBits(alone.get(i)[window]));
      }
    }
  }

  @Test
  void windowIsPrecededByTheEndOfTheLastOne() {
    var stream = new SileroStream(NEVER, 0);
    append(stream, Sound.balance());
    FloatBuffer before = FloatBuffer.allocate(288);
    stream.putWindow(before);
    silero.score(List.of(stream), new float[1]);
    FloatBuffer after = FloatBuffer.allocate(288);
    stream.putWindow(after);
    assertThat(Arrays.copyOf(after.array(), 32))
        .isEqualTo(Arrays.copyOfRange(before.array(), 256, 288));
    assertThat(Arrays.copyOf(before.array(), 32)).containsOnly(0);
  }

  @Test
  void windowsLieOnTheSameGridWhereverReadingStarts() {
    var stream = new SileroStream(NEVER, 1_000);
    assertThat(stream.append(new byte[100], 0, 100)).isEqualTo(100);
    assertThat(stream.nextWindow()).isEqualTo(1_024);
    assertThat(stream.end()).isEqualTo(1_100);
  }

  @Test
  void appendTakesOnlyWhatThereIsRoomFor() {
    var stream = new SileroStream(NEVER, 0);
    byte[] sound = Sound.balance();
    assertThat(stream.append(sound, 0, sound.length)).isEqualTo(StreamDetector.MAX_WAITING_SAMPLES);
    assertThat(appendRest(stream, sound)).isZero();
    silero.score(List.of(stream), new float[1]);
    assertThat(appendRest(stream, sound)).isEqualTo(StreamDetector.WINDOW_SAMPLES);
  }

  @Test
  void streamWithoutACompleteWindowIsRejected() {
    var stream = new SileroStream(NEVER, 0);
    stream.append(new byte[255], 0, 255);
    assertThatThrownBy(() -> silero.score(List.of(stream), new float[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stateIsResetInTheFirstPauseAfterThePeriod() {
    var stream = new SileroStream(new StateResetPolicy(3_008, 320, 0.3), 0);
    score(stream, Sound.silence(2_976));
    assertThat(hasState(stream)).isTrue();
    score(stream, Sound.silence(32));
    assertThat(hasState(stream)).isFalse();
    score(stream, Sound.silence(2_976));
    assertThat(hasState(stream)).isTrue();
    score(stream, Sound.silence(32));
    assertThat(hasState(stream)).isFalse();
  }

  @Test
  void stateIsNotResetDuringSpeech() {
    var stream = new SileroStream(new StateResetPolicy(1_000, 320, 0.3), 0);
    score(stream, Arrays.copyOfRange(Sound.balance(), 350 * 8, 3_550 * 8));
    var never = new SileroStream(NEVER, 0);
    score(never, Arrays.copyOfRange(Sound.balance(), 350 * 8, 3_550 * 8));
    assertThat(state(stream)).isEqualTo(state(never));
    score(stream, Sound.silence(1_024));
    score(never, Sound.silence(1_024));
    assertThat(state(stream)).isNotEqualTo(state(never));
  }

  @Test
  void laterReaderResetsAtTheSameMediaTime() {
    var reset = new StateResetPolicy(3_008, 320, 0.3);
    var later = new SileroStream(reset, 2_400 * 8);
    score(later, Sound.silence(3_008 - 2_400));
    assertThat(hasState(later)).isFalse();
  }

  private static void append(SileroStream stream, byte[] sound) {
    stream.append(sound, 0, sound.length);
  }

  private static int appendRest(SileroStream stream, byte[] sound) {
    int from = StreamDetector.MAX_WAITING_SAMPLES;
    return stream.append(sound, from, sound.length - from);
  }

  private static boolean hasState(SileroStream stream) {
    for (float value : state(stream)) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  private static float[] state(SileroStream stream) {
    FloatBuffer state = FloatBuffer.allocate(256);
    stream.putState(state, 0, 1);
    return state.array();
  }

  /** Scores all complete windows of {@code sound}. */
  private static float[] score(SileroStream stream, byte[] sound) {
    float[] probabilities = new float[sound.length / StreamDetector.WINDOW_SAMPLES];
    float[] one = new float[1];
    for (int window = 0; window < probabilities.length; window++) {
      int from = window * StreamDetector.WINDOW_SAMPLES;
      stream.append(sound, from, StreamDetector.WINDOW_SAMPLES);
      silero.score(List.of(stream), one);
      probabilities[window] = one[0];
    }
    return probabilities;
  }
}
