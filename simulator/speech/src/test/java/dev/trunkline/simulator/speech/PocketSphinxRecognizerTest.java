// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.simulator.speech.pocketsphinx.Installed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PocketSphinxRecognizerTest extends ListeningTest {
  private static final Clip ORDER = CLIPS.saying("My order has not arrived yet.").orElseThrow();
  private static @Nullable PocketSphinxRecognizer recognizer;

  @BeforeAll
  static void load() {
    recognizer = new PocketSphinxRecognizer(Installed.library());
  }

  @AfterAll
  static void unload() {
    if (recognizer != null) {
      recognizer.close();
    }
  }

  @Override
  Recognizer recognizer() {
    return Objects.requireNonNull(recognizer);
  }

  /** It hears “I meant” for one voice's “thank”. */
  @Override
  int errorsInASentence() {
    return 2;
  }

  @Test
  void nothingSaidIsNoWord() {
    try (RecognitionSession session = recognizer().open()) {
      assertThat(session.commit()).isEmpty();
      session.accept(new short[0], 0);
      assertThat(session.commit()).isEmpty();
      session.accept(new short[] {20_000}, 1);
      assertThat(session.commit()).isEmpty();
    }
  }

  @Test
  void aClosedSessionHearsAndSaysNothingMore() {
    RecognitionSession session = recognizer().open();
    TelephoneLine.play(session, TelephoneLine.heard(ORDER));
    session.close();
    session.close();
    TelephoneLine.play(session, TelephoneLine.heard(ORDER));
    assertThat(session.commit()).isEmpty();
  }

  @Test
  void manyCallersAreUnderstoodAtOnce() throws Exception {
    var callers = new ArrayList<Callable<String>>();
    for (int i = 0; i < 8; i++) {
      callers.add(() -> {
        try (RecognitionSession session = recognizer().open()) {
          TelephoneLine.play(session, TelephoneLine.heard(ORDER));
          return session.commit();
        }
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> heard : threads.invokeAll(callers)) {
        assertThat(heard.get()).isEqualTo("my order has not arrived yet");
      }
    }
  }

  @Test
  void oneCallerMoreThanItCanHearIsRefused() {
    try (var small = new PocketSphinxRecognizer(Installed.library(), 1);
        RecognitionSession _ = small.open()) {
      assertThatThrownBy(small::open)
          .isInstanceOf(EngineFailure.class)
          .hasMessageContaining("1 callers already");
    }
  }

  @Test
  void sessionsOfAClosedRecognizerSayNothing() {
    var closing = new PocketSphinxRecognizer(Installed.library());
    RecognitionSession speaking = closing.open();
    RecognitionSession silent = closing.open();
    TelephoneLine.play(speaking, TelephoneLine.heard(ORDER));
    closing.close();
    closing.close();
    for (RecognitionSession session : List.of(speaking, silent)) {
      TelephoneLine.play(session, TelephoneLine.heard(ORDER));
      assertThat(session.commit()).isEmpty();
      session.close();
    }
    assertThatThrownBy(closing::open).isInstanceOf(EngineFailure.class);
  }
}
