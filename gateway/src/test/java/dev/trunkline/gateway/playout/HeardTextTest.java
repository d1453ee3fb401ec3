// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeardTextTest {
  @Test
  void nothingIsHeardBeforeTheFirstCharacterSounds() {
    assertThat(HeardText.of("Hello there", 0)).isEmpty();
  }

  @Test
  void wordCountsAsHeardFromItsMiddle() {
    assertThat(HeardText.of("Hello there", 2)).isEmpty();
    assertThat(HeardText.of("Hello there", 3)).isEqualTo("Hello");
    assertThat(HeardText.of("Hello there", 6)).isEqualTo("Hello");
    assertThat(HeardText.of("Hello there", 8)).isEqualTo("Hello");
    assertThat(HeardText.of("Hello there", 9)).isEqualTo("Hello there");
    assertThat(HeardText.of("Hello there ", 12)).isEqualTo("Hello there");
  }

  @Test
  void heardTextIsWholeWordsAndAtMostOneWordOff() {
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String text = words(random);
      int begun = random.nextInt(text.length() + 1);
      String heard = HeardText.of(text, begun);

      assertThat(text).startsWith(heard);
      assertThat(heard).isEqualTo(heard.strip());
      boolean wholeWord =
          heard.length() == text.length() || Character.isWhitespace(text.charAt(heard.length()));
      assertThat(wholeWord || heard.isEmpty()).isTrue();
      int wordsBegun = text.substring(0, begun).strip().split("\\s+", -1).length;
      int wordsHeard = heard.isEmpty() ? 0 : heard.split("\\s+", -1).length;
      assertThat(Math.abs(wordsBegun - wordsHeard)).isLessThanOrEqualTo(1);
    }
  }

  private static String words(Random random) {
    var text = new StringBuilder();
    for (int words = 1 + random.nextInt(6); words > 0; words--) {
      text.append("x".repeat(1 + random.nextInt(9))).append(random.nextBoolean() ? " " : "  ");
    }
    return text.toString();
  }
}
