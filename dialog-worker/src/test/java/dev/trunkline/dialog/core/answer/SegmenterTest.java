// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmenterTest {

  @Test
  void endsASegmentAtEachSentence() {
    assertThat(cut("Yes. We are open. Until five!"))
        .containsExactly("Yes. ", "We are open. ", "Until five!");
  }

  @Test
  void endsTheFirstSegmentsWhereASpeakerDrawsBreath() {
    assertThat(cut("We are open from nine to five, and on Sundays, by appointment. Shall I book?"))
        .containsExactly(
            "We are open ",
            "from nine to five, and on Sundays, ",
            "by appointment. ",
            "Shall I book?");
  }

  @Test
  void keepsAShortClauseBehindTheFirstInItsSentence() {
    assertThat(cut("Well, yes, of course we are."))
        .containsExactly("Well, ", "yes, of course we are.");
  }

  @Test
  void ignoresPeriodsOfAbbreviationsInitialsAndDecimals() {
    assertThat(cut("Dr. Miller and J. Smith pay 4.50 e.g. by card. Fine."))
        .containsExactly("Dr. Miller ", "and J. Smith pay 4.50 e.g. by card. ", "Fine.");
  }

  @Test
  void segmentsDoNotDependOnTokenSizeAndLoseNothing() {
    String answer = "Hello there! Nothing is lost, not even... dots? \"Quoted.\" And the end";
    for (int size = 1; size < 12; size++) {
      assertThat(String.join("", cut(answer, size))).isEqualTo(answer);
      assertThat(cut(answer, size)).isEqualTo(cut(answer, 1));
    }
  }

  @Test
  void cutsALongSentenceBetweenWords() {
    String answer = "word ".repeat(200).strip();
    List<String> segments = cut(answer);
    assertThat(segments).hasSizeGreaterThan(2).allMatch(s -> s.length() <= 281);
    assertThat(String.join("", segments)).isEqualTo(answer);
  }

  @Test
  void doesNotCutNumbersAndDates() {
    assertThat(cut("We deliver it to you by Nov. 25, 2026, at the latest. Fine?"))
        .containsExactly("We deliver it to you by Nov. 25, 2026, ", "at the latest. ", "Fine?");
    assertThat(cut("Please call us at 555 123 4567, or 555 123 4568. Bye."))
        .containsExactly("Please call us ", "at 555 123 4567, or 555 123 4568. ", "Bye.");
    String card = "word ".repeat(55) + "4111 1111 1111 1111 and so on and on and on";
    assertThat(cut(card)).anyMatch(s -> s.contains("4111 1111 1111 1111"));
  }

  @Test
  void doesNotCutLinks() {
    assertThat(
            cut(
                "You find that on [our page, the one. With pictures](https://a.com/b, c) today."
                    + " Yes."))
        .containsExactly(
            "You find that ",
            "on [our page, the one. With pictures](https://a.com/b, c) today. ",
            "Yes.");
  }

  @Test
  void endsASegmentAtEachListItem() {
    assertThat(cut("We have:\n\n- apples\n- pears\n1. Call us\n"))
        .containsExactly("We have:\n", "\n- apples\n", "- pears\n", "1. Call us\n");
  }

  @Test
  void endsABoldSentenceBehindItsAsterisks() {
    assertThat(cut("**We are open.** Come in.")).containsExactly("**We are open.** ", "Come in.");
  }

  @Test
  void returnsNothingForBlankText() {
    assertThat(cut("")).isEmpty();
    assertThat(cut("  ")).isEmpty();
  }

  private static List<String> cut(String answer) {
    return cut(answer, 3);
  }

  private static List<String> cut(String answer, int tokenLength) {
    var segmenter = new Segmenter(null);
    var segments = new ArrayList<String>();
    for (int at = 0; at < answer.length(); at += tokenLength) {
      segments.addAll(
          segmenter.append(answer.substring(at, Math.min(at + tokenLength, answer.length()))));
    }
    segments.addAll(segmenter.finish());
    return segments;
  }
}
