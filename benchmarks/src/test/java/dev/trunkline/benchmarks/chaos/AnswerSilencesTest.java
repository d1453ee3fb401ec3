// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerSilencesTest {
  private static final String SHORT = "What time do you open?";
  private static final String NUMBER = "It is number four two seven.";
  private static final double CALL_MS = 20_000;

  private final List<FaultWindow> strikes = List.of(new FaultWindow(100_000, 103_000, 105_000));
  private final AnswerSilences silences = new AnswerSilences();

  @Test
  void aQuestionIsComparedWithWhatIsUsualOfIt() {
    ask(SHORT, 1, 500);
    ask(SHORT, 2, 520);
    ask(SHORT, 3, 600);
    ask(NUMBER, 4, 1_800);
    ask(NUMBER, 102, 1_850);
    ask(SHORT, 102, 2_520);
    ask(NUMBER, 102, 2_800);
    assertThat(silences.recovery().values()).containsExactly(1_000.0, 2_000.0);
    assertThat(silences.during().count()).isEqualTo(3);
  }

  @Test
  void questionsNotAskedBeforeAreComparedAfterwards() {
    ask(SHORT, 1, 500);
    ask(NUMBER, 102, 2_800);
    ask(NUMBER, 200, 1_700);
    assertThat(silences.recovery().values()).containsExactly(1_100.0);
  }

  @Test
  void elseWithAllThatWereAskedBefore() {
    ask(SHORT, 1, 500);
    ask(NUMBER, 102, 2_800);
    assertThat(silences.recovery().values()).containsExactly(2_300.0);
  }

  @Test
  void aSentenceWithoutAnAnswerIsCountedAlone() {
    silences.add(List.of(asked(SHORT, 1)), List.of(), strikes);
    assertThat(silences.sentences()).isEqualTo(1);
    assertThat(silences.unanswered()).isEqualTo(1);
    assertThat(silences.before().count()).isZero();
  }

  /** Asked in a call of its own in that second, and answered after {@code silenceMs}. */
  private void ask(String question, int second, long silenceMs) {
    AskedQuestion asked = asked(question, second);
    long from = 8 * (long) (asked.toMs() + silenceMs);
    silences.add(List.of(asked), List.of(new SoundStretch(from, from + 8_000)), strikes);
  }

  private static AskedQuestion asked(String question, int second) {
    return new AskedQuestion(question, 1_000, 2_000, CALL_MS, second * 1_000.0 - 1_000);
  }
}
