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
class TextRedactorFuzzTest {
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

  private final TextRedactor redactor = new TextRedactor(EnumSet.allOf(PiiKind.class));

  @Test
  void leavesNoCardNumberInOneTranscript() {
    Fuzz.cases((_, random) -> {
      String card = SpokenCardNumbers.number(random);
      String spoken = SpokenCardNumbers.spoken(random, card);
      String sentence = random.pick(BEFORE) + spoken + random.pick(AFTER);
      String redacted = redactor.redact(sentence);
      assertGone(card, sentence, redacted);
      // Independent of our own parsing of digits: no two thirds of the text remain.
      int part = spoken.length() * 2 / 3;
      assertThat(redacted)
          .as(sentence)
          .doesNotContain(spoken.substring(0, part), spoken.substring(spoken.length() - part));
    });
  }

  @Test
  void leavesNoCardNumberAcrossTranscripts() {
    Fuzz.cases((_, random) -> {
      String card = SpokenCardNumbers.number(random);
      int cut = 1 + random.number(card.length() - 1);
      var texts = new ArrayList<String>();
      texts.add(random.pick(BEFORE) + SpokenCardNumbers.spoken(random, card.substring(0, cut)));
      if (random.oneIn(3)) {
        texts.add(random.pick(List.of("", "um", "and")));
      }
      texts.add(SpokenCardNumbers.spoken(random, card.substring(cut)) + random.pick(AFTER));
      assertThat(redactor.isOpen(texts.subList(0, texts.size() - 1))).isTrue();
      assertGone(card, String.join(" | ", texts), String.join(" ", redactor.redact(texts)));
    });
  }

  /** Asserts that no 12 consecutive digits of the card remain. */
  private static void assertGone(String card, String spoken, String redacted) {
    assertThat(redacted).as(spoken).contains(PiiKind.CARD.placeholder());
    StringBuilder left = new StringBuilder();
    // All digits, whatever words stand between them.
    DigitGroupScanner.sequences(redacted).forEach(sequence -> left.append(sequence.digits()));
    for (int i = 0; i + 12 <= card.length(); i++) {
      assertThat(left.toString())
          .as("%s: %s", spoken, redacted)
          .doesNotContain(card.substring(i, i + 12));
    }
  }

  @Test
  void redactsAnyTextWithoutGrowingItMuch() {
    Fuzz.cases((_, random) -> {
      List<String> texts = texts(random);
      List<String> redacted = redactor.redact(texts);
      redactor.isOpen(texts);
      assertThat(redacted).hasSameSizeAs(texts);
      int length = String.join("", texts).length();
      // At least 6 characters, or one in each text, are replaced by at most 24.
      assertThat(String.join("", redacted).length())
          .isLessThanOrEqualTo(4 * length + 24 * texts.size());
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
