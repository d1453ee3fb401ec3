// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SynthesizersTest {
  private static final String TEXT =
      "Your order, number 427, costs $12.50 and ships on Friday at 7:30.";

  @SuppressWarnings("NullAway.Init")
  private static MarySynthesizer mary;

  @BeforeAll
  static void load() {
    mary = new MarySynthesizer();
  }

  @Test
  void marySpeaksAudiblyAndSaysWhenEachWordIsHeard() {
    SynthesizedSpeech speech = mary.speak(TEXT);
    checkSane(speech);
    assertThat(speech.words().get(3).word()).isEqualTo("427,");
    assertThat(speech.words().get(3).endMs() - speech.words().get(3).startMs())
        .as("four hundred twenty-seven")
        .isBetween(1_000, 2_500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dr. Smith's office is at 12 Main St., call 555-0142 before 3/4/2026!",
        "It's 50% off: mail a.b@example.com — café, naïve & <b>bold</b> 😀 \"quoted\".",
        "Q3 grew 1,234.5 %, the 21st time; see https://example.com/x?y=1",
        "ok"
      })
  void maryCopesWithWhatModelsWrite(String text) {
    SynthesizedSpeech speech = mary.speak(text);
    assertThat(RmsLevel.rms(speech.pcm(), 0, speech.pcm().length)).isGreaterThan(300);
    assertThat(speech.words()).hasSize(text.split(" ").length);
    assertThat(speech.words().getLast().endMs()).isBetween(100, speech.durationMs());
  }

  @Test
  void maryWritesNoLogFile() {
    assertThat(Files.exists(Path.of("log"))).isFalse();
  }

  @Test
  void anotherTempoIsAnotherLengthForTheSameWords() {
    SynthesizedSpeech speech = new BabbleSynthesizer().speak(TEXT);
    SynthesizedSpeech slower = speech.atTempo(0.8);
    checkSane(slower);
    assertThat(slower.durationMs()).isEqualTo(speech.durationMs() * 5 / 4);
    assertThat(slower.words().getLast().startMs())
        .isEqualTo(speech.words().getLast().startMs() * 5 / 4);
    assertThat(slower.words()).hasSameSizeAs(speech.words());
  }

  @Test
  void babbleIsAsLongAsItsTextAndAudible() {
    checkSane(new BabbleSynthesizer().speak(TEXT));
  }

  @Test
  void aTextWithoutAWordIsNoSound() {
    assertThat(mary.speak(" … ").pcm()).isEmpty();
    assertThat(mary.speak("").words()).isEmpty();
  }

  @Test
  void fliteSpeaksAndTheRecognizerUnderstandsIt() {
    Optional<Path> program = FliteSynthesizer.program(System.getenv("PATH"));
    assumeTrue(program.isPresent(), "flite is not installed");
    String text = "I would like to book an appointment for Monday at ten.";
    SynthesizedSpeech speech = new FliteSynthesizer(program.orElseThrow(), "rms").speak(text);
    checkSane(speech);
    var recognizer = new JvmRecognizer();
    try (recognizer;
        RecognitionSession session = recognizer.open()) {
      session.accept(speech.pcm(), speech.pcm().length);
      assertThat(WordErrors.count(Clips.normalised(text), session.commit())).isLessThan(2);
    }
  }

  private static void checkSane(SynthesizedSpeech speech) {
    assertThat(speech.sampleRate()).isEqualTo(16_000);
    assertThat(RmsLevel.rms(speech.pcm(), 0, speech.pcm().length)).isBetween(300.0, 10_000.0);
    int last = 0;
    for (WordTime word : speech.words()) {
      assertThat(word.startMs()).as("%s", word).isGreaterThanOrEqualTo(last);
      assertThat(word.endMs()).as("%s", word).isGreaterThan(word.startMs());
      last = word.endMs();
    }
    assertThat(last).isBetween(speech.durationMs() * 3 / 4, speech.durationMs() + 1);
  }
}
