// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class RedactorFuzzTest {
  private static final List<String> BEFORE =
      List.of(
          "",
          "My card number is ",
          "Sure, one moment. It's ",
          "For order number four two seven, the card is ",
          "I said 427 ",
          "on may fifth twenty twenty six ",
          "(202) 555-0143 and the card ",
          "it is, um, ",
          "jane dot doe at example dot com, ");

  private static final List<String> AFTER =
      List.of(
          "",
          ".",
          " thanks",
          ", expires twelve twenty six",
          " 12/26",
          " 123",
          ", okay?",
          " jane@x.org");

  private static final List<String> PIECES =
      List.of(
          "4242424242424242",
          "4242 4242 4242 4242",
          "one two three",
          "double",
          "triple oh",
          "forty",
          "twenty-",
          "hundred",
          "at",
          "dot",
          "@",
          "com",
          "jane",
          "example",
          ".",
          ",",
          "\n",
          "-",
          "+1",
          "(202) 555-0143",
          "123-45-6789",
          "um",
          "and",
          "٤٢٤٢",
          "\ud83d\ude00",
          "\ud800",
          "½",
          "４２",
          "\u0130",
          "social",
          "call",
          "order",
          "0",
          "007",
          "$",
          "/",
          ":",
          " ");

  private final Redactor redactor = new Redactor(EnumSet.allOf(Kind.class));

  @Test
  void aCardNumberNeverStandsInWhatIsLeft() {
    Fuzz.cases((_, random) -> {
      String card = SaidCards.number(random);
      String said = SaidCards.said(random, card);
      String sentence = random.pick(BEFORE) + said + random.pick(AFTER);
      String redacted = redactor.redact(sentence);
      assertGone(card, sentence, redacted);
      // And without asking our own reading of figures: two thirds of it are nowhere.
      int most = said.length() * 2 / 3;
      assertThat(redacted)
          .as(sentence)
          .doesNotContain(said.substring(0, most), said.substring(said.length() - most));
    });
  }

  @Test
  void norDoesItWhenItIsSaidInSeveralBreaths() {
    Fuzz.cases((_, random) -> {
      String card = SaidCards.number(random);
      int cut = 1 + random.number(card.length() - 1);
      var breaths = new ArrayList<String>();
      breaths.add(random.pick(BEFORE) + SaidCards.said(random, card.substring(0, cut)));
      if (random.oneIn(3)) {
        breaths.add(random.pick(List.of("", "um", "and")));
      }
      breaths.add(SaidCards.said(random, card.substring(cut)) + random.pick(AFTER));
      assertThat(redactor.isOpen(breaths.subList(0, breaths.size() - 1))).isTrue();
      assertGone(card, String.join(" | ", breaths), String.join(" ", redactor.redact(breaths)));
    });
  }

  /** Of no 12 digits of the card, one after the other, anything is left. */
  private static void assertGone(String card, String said, String redacted) {
    assertThat(redacted).as(said).contains(Kind.CARD.instead());
    StringBuilder left = new StringBuilder();
    // Whatever is between them: words that are no figures do not make a number another.
    Figures.runs(redacted).forEach(run -> left.append(run.digits()));
    for (int i = 0; i + 12 <= card.length(); i++) {
      assertThat(left.toString())
          .as("%s: %s", said, redacted)
          .doesNotContain(card.substring(i, i + 12));
    }
  }

  @Test
  void whateverIsSaidIsRedactedAtOnceAndNotMuchLonger() {
    Fuzz.cases((_, random) -> {
      List<String> texts = texts(random);
      List<String> redacted = redactor.redact(texts);
      redactor.isOpen(texts);
      assertThat(redacted).hasSameSizeAs(texts);
      int said = String.join("", texts).length();
      // The shortest that is replaced are 6 characters, or one in every text, by at most 24.
      assertThat(String.join("", redacted).length())
          .isLessThanOrEqualTo(4 * said + 24 * texts.size());
    });
  }

  private static List<String> texts(Mutator random) {
    var texts = new ArrayList<String>();
    for (int i = random.number(3); i >= 0; i--) {
      var text = new StringBuilder();
      for (int piece = random.number(40); piece > 0; piece--) {
        text.append(random.pick(PIECES)).append(random.oneIn(3) ? "" : " ");
      }
      texts.add(random.oneIn(500) ? text.toString().repeat(200) : random.text(text.toString()));
    }
    return texts;
  }
}
