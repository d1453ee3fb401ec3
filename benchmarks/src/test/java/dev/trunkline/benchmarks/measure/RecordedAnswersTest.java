// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.benchmarks.measure.RecordedAnswers.Answer;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.record.AudibleStretchDetector;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings in which the delay of the answer is known. */
class RecordedAnswersTest {
  private static final int RATE = 8_000;
  private static final int LENGTH = 12 * RATE;

  private final short[] caller = new short[LENGTH];
  private final short[] assistant = new short[LENGTH];

  @ParameterizedTest
  @ValueSource(ints = {240, 700, 1_030, 2_500})
  void delayIsFromTheLastSoundToTheFirst(int delayMs) {
    record(delayMs);
    assertThat(RecordedAnswers.in(caller, assistant))
        .singleElement()
        .satisfies(it -> assertThat(it.delayMs()).isCloseTo(delayMs, within(30.0)));
  }

  @Test
  void noiseOfTheLineIsNoAnswer() {
    record(900);
    var random = new Random(1);
    for (int i = 0; i < LENGTH; i++) {
      assistant[i] += (short) (random.nextGaussian() * 8);
      caller[i] += (short) (random.nextGaussian() * 8);
    }
    assertThat(RecordedAnswers.in(caller, assistant))
        .singleElement()
        .satisfies(it -> assertThat(it.delayMs()).isCloseTo(900, within(60.0)));
  }

  @Test
  void greetingAndUnansweredTurnsAreNoAnswers() {
    say(assistant, 500, "Where are you located?");
    say(caller, 4_000, "What is my account balance?");
    assertThat(RecordedAnswers.in(caller, assistant)).isEmpty();
  }

  @Test
  void pauseWithinATurnIsNotItsEnd() {
    SoundStretch first = say(caller, 500, "Yes please.");
    SoundStretch second = say(caller, Samples.toMs(first.to()) + 450, "Where are you located?");
    say(assistant, Samples.toMs(second.to()) + 800, "How much does the delivery cost?");
    List<Answer> answers = RecordedAnswers.in(caller, assistant);
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().delayMs()).isCloseTo(800, within(60.0));
  }

  private void record(int delayMs) {
    SoundStretch question = say(caller, 1_000, "What time do you open tomorrow?");
    say(assistant, Samples.toMs(question.to()) + delayMs, "How much does the delivery cost?");
  }

  /** Audible from {@code atMs} on; returns where. */
  private static SoundStretch say(short[] channel, double atMs, String text) {
    byte[] ulaw = Clips.bundled().saying(text).orElseThrow().muLaw();
    SoundStretch audible = AudibleStretchDetector.span(ulaw, 20);
    long from = Samples.ofMs(atMs) - audible.from();
    for (int i = 0; i < ulaw.length; i++) {
      channel[(int) from + i] = MuLaw.decode(ulaw[i]);
    }
    return audible.shifted(from);
  }
}
