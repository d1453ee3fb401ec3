// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallerCorpusTest {
  @Test
  void theSentencesAreAlwaysTheSame() {
    assertThat(CallerCorpus.sentences()).isEqualTo(CallerCorpus.sentences());
  }

  @Test
  void everySlotIsFilled() {
    assertThat(CallerCorpus.sentences())
        .allSatisfy(sentence -> assertThat(sentence).allMatch(word -> word.matches("[a-z']+")));
  }

  @Test
  void everyNumberBelowAHundredCanBeSaid() {
    var words = CallerCorpus.vocabulary(List.of());
    assertThat(words).contains("zero", "oh", "seven", "thirteen", "twenty", "ninety");
  }

  @Test
  void everyWordOfTheClipsCanBeRecognised() {
    var words = CallerCorpus.vocabulary(CallerCorpus.sentences());
    for (Clip clip : Clips.bundled().all()) {
      assertThat(words).contains(Clips.normalised(clip.text()).split(" "));
    }
  }
}
