// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NGramModelTest {
  private static final List<List<String>> SENTENCES =
      List.of(
          List.of("what", "time", "do", "you", "open"),
          List.of("what", "time", "do", "you", "close"),
          List.of("what", "do", "you", "open"));

  private final NGramModel model = NGramModel.train(SENTENCES, vocabulary(), 3);

  @Test
  void theProbabilitiesAfterAnyHistorySumToOne() {
    for (List<String> history : model.histories()) {
      assertThat(sum(history)).as("after %s", history).isCloseTo(1, within(1e-9));
    }
    assertThat(sum(List.of("close", "what"))).isCloseTo(1, within(1e-9));
  }

  @Test
  void whatWasSeenOftenerIsLikelier() {
    var history = List.of("do", "you");
    assertThat(model.probability(history, "open"))
        .isGreaterThan(model.probability(history, "close"));
    assertThat(model.probability(history, "close"))
        .isGreaterThan(model.probability(history, "time"));
  }

  @Test
  void aWordThatWasNeverSeenCanStillBeSaid() {
    assertThat(model.probability(List.of("do", "you"), "unheard")).isPositive();
  }

  private double sum(List<String> history) {
    return model.events().stream().mapToDouble(word -> model.probability(history, word)).sum();
  }

  private static SortedSet<String> vocabulary() {
    var words = new TreeSet<String>(List.of("unheard"));
    SENTENCES.forEach(words::addAll);
    return words;
  }
}
