package dev.trunkline.dialog.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Card numbers said in any way between any words, and text that is none. */
class HostileWordsTest {
  private static final List<String> NAMES =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private static final List<String> WORDS =
      List.of(
          "my card is",
          "order",
          "seven",
          "42",
          "at",
          "dot",
          "double",
          "twenty",
          "oh",
          "please",
          "and",
          "um",
          "the number",
          "jane",
          "@",
          "one moment",
          "$5.",
          "plus",
          "ten",
          "(",
          "3/4",
          "[card number]");

  private static final List<String> GAPS = List.of(" ", "-", " - ", ", ", "", ". ", "  ");

  @Test
  void aCardNumberNeverSurvives() {
    Fuzz.cases((number, mutator) -> {
      String card = card(mutator);
      List<Said> said = said(card, mutator);
      var text = new StringBuilder(words(mutator));
      var starts = new int[said.size() + 1];
      for (int at = 0; at < said.size(); at++) {
        starts[at] = text.length();
        text.append(said.get(at).text());
      }
      starts[said.size()] = text.length();
      String whole = text.append(' ').append(words(mutator)).toString();

      String redacted = Redaction.of(whole);

      assertThat(redacted).as(whole).contains("[");
      for (int from = 0; from < said.size(); from++) {
        int digits = 0;
        for (int to = from; to < said.size() && digits < 12; to++) {
          digits += said.get(to).digits();
          if (digits >= 12) {
            assertThat(redacted)
                .as(whole)
                .doesNotContain(whole.substring(starts[from], starts[to + 1]).strip());
          }
        }
      }
    });
  }

  @Test
  void noTextMakesItThrow() {
    Fuzz.cases((number, mutator) -> {
      String sample = words(mutator) + card(mutator) + " jane at example dot com " + words(mutator);
      assertThat(Redaction.of(mutator.text(sample))).isNotNull();
      assertThat(Redaction.of(new String(mutator.noise(300), UTF_8))).isNotNull();
    });
  }

  /** A part of a number as it is said, with the gap behind it. */
  private record Said(String text, int digits) {}

  private static String card(Mutator mutator) {
    int length = 13 + mutator.number(7);
    var digits = new StringBuilder().append(1 + mutator.number(9));
    while (digits.length() < length - 1) {
      digits.append(mutator.number(10));
    }
    for (int check = 0; check < 10; check++) {
      if (sum(digits.toString() + check) % 10 == 0) {
        return digits.append(check).toString();
      }
    }
    throw new AssertionError("one of ten check digits is right");
  }

  private static int sum(String digits) {
    int sum = 0;
    for (int at = 0; at < digits.length(); at++) {
      int digit = digits.charAt(digits.length() - 1 - at) - '0';
      sum += at % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum;
  }

  private static List<Said> said(String card, Mutator mutator) {
    var parts = new ArrayList<Said>();
    boolean mixed = mutator.oneIn(3);
    boolean words = mutator.oneIn(2);
    String gap = mutator.pick(GAPS);
    int at = 0;
    while (at < card.length()) {
      boolean word = mixed ? mutator.oneIn(2) : words;
      int same = 1;
      while (at + same < card.length() && same < 3 && card.charAt(at + same) == card.charAt(at)) {
        same++;
      }
      int length = word ? 1 : Math.min(card.length() - at, 1 + mutator.number(6));
      String text = card.substring(at, at + length);
      if (word) {
        text = name(card.charAt(at), mutator);
        if (same > 1 && mutator.oneIn(2)) {
          length = same;
          text = (same == 2 ? "double " : "triple ") + text;
        }
      }
      String behind = word || (gap.isEmpty() && mixed) ? " " : gap;
      parts.add(new Said(text + behind, length));
      at += length;
    }
    return parts;
  }

  private static String name(char digit, Mutator mutator) {
    String name = digit == '0' && mutator.oneIn(2) ? "oh" : NAMES.get(digit - '0');
    return mutator.oneIn(10)
        ? name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)
        : name;
  }

  private static String words(Mutator mutator) {
    var words = new StringBuilder();
    for (int count = mutator.number(6); count > 0; count--) {
      words.append(mutator.pick(WORDS)).append(' ');
    }
    return words.toString();
  }
}
