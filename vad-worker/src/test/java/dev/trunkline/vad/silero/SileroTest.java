// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.vad.sound.Sound;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SileroTest {
  private static final QuietReset NEVER = new QuietReset(Integer.MAX_VALUE, 0, 0);
  private static final int STREAMS = 32;
  private static final Silero silero = Silero.open(ModelFile.bundled(), STREAMS);

  @AfterAll
  static void close() {
    silero.close();
  }

  @Test
  void speechIsProbableAndSilenceIsNot() {
    float[] speech = hear(new SileroStream(NEVER, 0), Sound.balance());
    assertThat(speech[60]).isGreaterThan(0.9f);
    assertThat(hear(new SileroStream(NEVER, 0), Sound.silence(1_000))[20]).isLessThan(0.05f);
  }

  @Test
  void aBatchGivesBitForBitWhatItsStreamsGiveAlone() {
    List<byte[]> sounds =
        IntStream.range(0, STREAMS)
            .mapToObj(
                i -> Sound.join(Sound.silence(10 + 30 * i), Sound.balance(), Sound.appointment()))
            .toList();
    List<float[]> alone =
        sounds.stream().map(sound -> hear(new SileroStream(NEVER, 0), sound)).toList();
    List<SileroStream> streams = new ArrayList<>();
    sounds.forEach(_ -> streams.add(new SileroStream(NEVER, 0)));
    float[] together = new float[STREAMS];
    for (int window = 0; window < 200; window++) {
      for (int i = 0; i < STREAMS; i++) {
        byte[] sound = sounds.get(i);
        int from = window * SileroStream.WINDOW;
        streams.get(i).append(Arrays.copyOfRange(sound, from, from + SileroStream.WINDOW), 0);
      }
      silero.hear(streams, together);
      for (int i = 0; i < STREAMS; i++) {
        assertThat(Float.floatToRawIntBits(together[i]))
            .isEqualTo(Float.floatToRawIntBits(alone.get(i)[window]));
      }
    }
  }

  @Test
  void theModelSeesTheEndOfTheWindowBefore() {
    var stream = new SileroStream(NEVER, 0);
    stream.append(Sound.balance(), 0);
    FloatBuffer before = FloatBuffer.allocate(288);
    stream.putWindow(before);
    silero.hear(List.of(stream), new float[1]);
    FloatBuffer after = FloatBuffer.allocate(288);
    stream.putWindow(after);
    assertThat(Arrays.copyOf(after.array(), 32))
        .isEqualTo(Arrays.copyOfRange(before.array(), 256, 288));
    assertThat(Arrays.copyOf(before.array(), 32)).containsOnly(0);
  }

  @Test
  void windowsLieOnTheSameGridWhereverReadingBegins() {
    var stream = new SileroStream(NEVER, 1_000);
    assertThat(stream.append(new byte[100], 0)).isEqualTo(100);
    assertThat(stream.nextWindow()).isEqualTo(1_024);
    assertThat(stream.end()).isEqualTo(1_100);
  }

  @Test
  void moreThanThereIsRoomForIsNotTaken() {
    var stream = new SileroStream(NEVER, 0);
    byte[] sound = Sound.balance();
    assertThat(stream.append(sound, 0)).isEqualTo(SileroStream.ROOM);
    assertThat(stream.append(sound, SileroStream.ROOM)).isZero();
    silero.hear(List.of(stream), new float[1]);
    assertThat(stream.append(sound, SileroStream.ROOM)).isEqualTo(SileroStream.WINDOW);
  }

  @Test
  void aStreamWithoutAWholeWindowIsRefused() {
    var stream = new SileroStream(NEVER, 0);
    stream.append(new byte[255], 0);
    assertThatThrownBy(() -> silero.hear(List.of(stream), new float[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMemoryIsWipedInTheFirstPauseAfterItIsDue() {
    var stream = new SileroStream(new QuietReset(3_008, 320, 0.3), 0);
    hear(stream, Sound.silence(2_976));
    assertThat(remembers(stream)).isTrue();
    hear(stream, Sound.silence(32));
    assertThat(remembers(stream)).isFalse();
    hear(stream, Sound.silence(2_976));
    assertThat(remembers(stream)).isTrue();
    hear(stream, Sound.silence(32));
    assertThat(remembers(stream)).isFalse();
  }

  @Test
  void theMemoryIsNotWipedWhileSomebodySpeaks() {
    var stream = new SileroStream(new QuietReset(1_000, 320, 0.3), 0);
    hear(stream, Arrays.copyOfRange(Sound.balance(), 350 * 8, 3_550 * 8));
    var never = new SileroStream(NEVER, 0);
    hear(never, Arrays.copyOfRange(Sound.balance(), 350 * 8, 3_550 * 8));
    assertThat(memory(stream)).isEqualTo(memory(never));
    hear(stream, Sound.silence(1_024));
    hear(never, Sound.silence(1_024));
    assertThat(memory(stream)).isNotEqualTo(memory(never));
  }

  @Test
  void whoBeginsLaterWipesAtTheSameMoment() {
    var reset = new QuietReset(3_008, 320, 0.3);
    var later = new SileroStream(reset, 2_400 * 8);
    hear(later, Sound.silence(3_008 - 2_400));
    assertThat(remembers(later)).isFalse();
  }

  private static boolean remembers(SileroStream stream) {
    for (float value : memory(stream)) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  private static float[] memory(SileroStream stream) {
    FloatBuffer memory = FloatBuffer.allocate(256);
    stream.putState(memory, 0, 1);
    return memory.array();
  }

  /** Hears all whole windows of {@code sound}. */
  private static float[] hear(SileroStream stream, byte[] sound) {
    float[] heard = new float[sound.length / SileroStream.WINDOW];
    float[] one = new float[1];
    for (int window = 0; window < heard.length; window++) {
      int from = window * SileroStream.WINDOW;
      stream.append(Arrays.copyOfRange(sound, from, from + SileroStream.WINDOW), 0);
      silero.hear(List.of(stream), one);
      heard[window] = one[0];
    }
    return heard;
  }
}
