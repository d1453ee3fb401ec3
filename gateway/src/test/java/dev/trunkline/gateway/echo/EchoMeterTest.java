// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio.Echo;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Noise in syllables stands for voices: only the loudness of 20 ms counts. */
class EchoMeterTest {
  private static final int SECONDS = 12;
  private static final int FRAME = 160;
  private static final double ASSISTANT = 3_000;

  private final short[] assistant = syllables(1, ASSISTANT, 0, SECONDS);
  private final short[] line = new short[assistant.length];

  @ParameterizedTest
  @CsvSource({
    "-18, 180, 0",
    "-26, 180, 0",
    "-34, 180, 0",
    "-34, 180, 60",
    "-12, 60, 0",
    "-18, 430, 20",
    "-40, 180, 0",
    "-22, 330, 10"
  })
  @DisplayName("An echo is known as one after the first second of the assistant's voice")
  void echoIsRecognised(double gainDb, int delayMs, double noise) {
    echo(gainDb, delayMs);
    add(noise(7, noise));
    Echo[] verdicts = verdicts();
    int audible = 0;
    int missed = 0;
    for (int frame = 100; frame < verdicts.length; frame++) {
      if (loudness(frame) > 2 * noise + 15) {
        audible++;
        missed += verdicts[frame] == Echo.NONE ? 1 : 0;
      }
    }
    assertThat(missed).as("of %s audible frames", audible).isLessThanOrEqualTo(audible / 50);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-18, -26, -34})
  @DisplayName("In the first second an echo is taken for a possible one at least")
  void echoOfTheFirstWordsIsSuspected(double gainDb) {
    echo(gainDb, 180);
    Echo[] verdicts = verdicts();
    long none = Arrays.stream(verdicts, 0, 60).filter(verdict -> verdict == Echo.NONE).count();
    assertThat(none).isLessThanOrEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({"-18, 1500", "-26, 1500", "-26, 700", "-34, 1500", "-34, 300"})
  @DisplayName("A caller who speaks over the echo is not taken for it")
  void callerOverAnEchoIsHeard(double gainDb, double level) {
    echo(gainDb, 180);
    short[] caller = syllables(2, level, 5, 7);
    add(caller);
    assertThat(shareOfEcho(verdicts(), caller, level)).isLessThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {3_000, 1_000, 500, 250, 120})
  @DisplayName("On a line without echo nobody is taken for one, however quiet")
  void quietCallerIsNotTakenForAnEcho(double level) {
    add(noise(7, 10));
    short[] caller = syllables(2, level, 3, 10);
    add(caller);
    assertThat(shareOfEcho(verdicts(), caller, level)).isLessThan(0.02);
  }

  @Test
  @DisplayName("An echo that ends, as when a handset is picked up, is forgotten within two seconds")
  void echoThatEndedIsForgotten() {
    echo(-18, 180);
    Arrays.fill(line, line.length / 2, line.length, (short) 0);
    short[] caller = syllables(2, 250, 9, 11);
    add(caller);
    assertThat(shareOfEcho(verdicts(), caller, 250)).isLessThan(0.1);
  }

  @Test
  void nothingIsAnEchoWhileTheAssistantIsSilent() {
    Arrays.fill(assistant, (short) 0);
    add(syllables(2, 200, 1, 10));
    assertThat(verdicts()).containsOnly(Echo.NONE);
  }

  @Test
  void aClearedAnswerHasNoEcho() {
    var played = new PlayedLoudness();
    played.plays(ulaw(assistant, 0, 8_000), 0);
    played.stops(100_000_000);
    var spans = new double[2];
    played.before(100_000_000, spans);
    assertThat(spans[0]).isGreaterThan(0);
    played.before(400_000_000, spans);
    assertThat(spans).containsOnly(0);
  }

  private Echo[] verdicts() {
    var played = new PlayedLoudness();
    var meter = new EchoMeter(played);
    var verdicts = new Echo[line.length / FRAME];
    for (int frame = 0; frame < verdicts.length; frame++) {
      long startNanos = frame * 20_000_000L + 3_000_000;
      if (frame % 5 == 0) {
        played.plays(ulaw(assistant, frame * FRAME, 5 * FRAME), startNanos);
      }
      verdicts[frame] = meter.frame(ulaw(line, frame * FRAME, FRAME), startNanos + 20_000_000);
    }
    return verdicts;
  }

  /** Of the frames in which the caller is loud. */
  private double shareOfEcho(Echo[] verdicts, short[] caller, double level) {
    int loud = 0;
    int echo = 0;
    for (int frame = 0; frame < verdicts.length; frame++) {
      if (Loudness.of(ulaw(caller, frame * FRAME, FRAME)) > level * 0.6) {
        loud++;
        echo += verdicts[frame] == Echo.NONE ? 0 : 1;
      }
    }
    assertThat(loud).isPositive();
    return (double) echo / loud;
  }

  private double loudness(int frame) {
    return Loudness.of(ulaw(line, frame * FRAME, FRAME));
  }

  private void echo(double gainDb, int delayMs) {
    double gain = Math.pow(10, gainDb / 20);
    int delay = delayMs * MuLaw.PER_MS;
    for (int i = delay; i < line.length; i++) {
      line[i] += (short) Math.round(gain * assistant[i - delay]);
    }
  }

  private void add(short[] other) {
    for (int i = 0; i < line.length; i++) {
      line[i] += other[i];
    }
  }

  private static short[] noise(long seed, double rms) {
    var random = new Random(seed);
    var noise = new short[SECONDS * 8_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) Math.round(rms * random.nextGaussian());
    }
    return noise;
  }

  /** Syllables of 80 to 300 ms with gaps, a word's pause now and then, each of its own loudness. */
  private static short[] syllables(long seed, double level, int fromSecond, int toSecond) {
    var random = new Random(seed);
    var voice = new short[SECONDS * 8_000];
    int at = fromSecond * 8_000;
    while (at < toSecond * 8_000) {
      int length = random.nextInt(80, 300) * 8;
      double loud = level * (0.4 + 0.8 * random.nextDouble());
      for (int i = 0; i < length && at + i < toSecond * 8_000; i++) {
        double rise = Math.sin(Math.PI * i / length);
        voice[at + i] = (short) Math.round(loud * rise * random.nextGaussian());
      }
      at +=
          length + (random.nextInt(5) == 0 ? random.nextInt(100, 400) : random.nextInt(5, 40)) * 8;
    }
    return voice;
  }

  private static byte[] ulaw(short[] pcm, int from, int length) {
    var codes = new byte[length];
    MuLaw.encode(Arrays.copyOfRange(pcm, from, from + length), length, codes);
    return codes;
  }
}
