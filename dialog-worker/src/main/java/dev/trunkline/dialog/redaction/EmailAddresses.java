// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** E-mail addresses: {@code jane.doe@example.com}, and “jane dot doe at example dot com”. */
final class EmailAddresses {
  private static final Set<String> DOTS = Set.of("dot");

  private static final Set<String> JOINTS =
      Set.of("dot", "point", "period", "underscore", "dash", "hyphen", "minus", "plus");

  /** “I looked at example dot com” names no mailbox. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "look",
          "looks",
          "looked",
          "looking",
          "order",
          "ordered",
          "bought",
          "buy",
          "shop",
          "shops",
          "shopped",
          "shopping",
          "site",
          "website",
          "page",
          "me",
          "us",
          "it",
          "them",
          "is",
          "are",
          "was",
          "found",
          "find",
          "saw",
          "online",
          "store",
          "available",
          "sale",
          "arrived",
          "work");

  /** A sentence goes on with these, no domain ends with them. */
  private static final Set<String> NO_ENDS =
      Set.of(
          "and", "or", "but", "so", "then", "the", "is", "are", "it", "to", "on", "in", "at", "of",
          "we", "you", "that", "this", "for", "if", "as", "he", "she", "they", "my", "no", "yes");

  /** A domain's words before its first dot, as in “at fairweather market dot com”. */
  private static final int MOST_WORDS = 3;

  private final String text;
  private final List<Word> words;

  private EmailAddresses(String text) {
    this.text = text;
    this.words = Word.in(text);
  }

  static List<Span> in(String text) {
    return new EmailAddresses(text).find();
  }

  private List<Span> find() {
    var found = new ArrayList<Span>();
    for (int i = 0; i + 1 < words.size(); i++) {
      String between = between(i);
      boolean sign = between.contains("@") && between.strip().matches("[<(\\[]*@[>)\\]]*");
      boolean said = words.get(i).text().equals("at") && i > 0;
      int domain = i + 1;
      int local = sign ? i : i - 1;
      if (!sign && !(said && between(local).matches("[\\s(\\[,]*"))) {
        continue;
      }
      int end = sign ? end(domain, 0) : end(domain, MOST_WORDS - 1);
      if (end > domain && (sign || !isNoName(local))) {
        found.add(new Span(words.get(begin(local)).from(), words.get(end).to(), Kind.EMAIL));
      }
    }
    return found;
  }

  private boolean isNoName(int local) {
    return begin(local) == local && NO_NAMES.contains(words.get(local).text());
  }

  /** The last word of the domain whose first is {@code first}; that one if there is no domain. */
  private int end(int first, int spare) {
    int at = first;
    for (int i = 0; i < spare && next(at, DOTS, ".") == at && at + 1 < words.size(); i++) {
      if (between(at).isBlank() && !between(at).contains("\n")) {
        at++;
      }
    }
    int end = at;
    boolean dotted = false;
    for (int next = next(end, DOTS, "."); next > end; next = next(end, DOTS, ".")) {
      end = next;
      dotted = true;
      for (int on = next(end, Set.of("dash", "hyphen"), "-"); on > end; ) {
        end = on;
        on = next(end, Set.of("dash", "hyphen"), "-");
      }
    }
    String top = words.get(end).text();
    boolean domain =
        dotted
            && top.length() > 1
            && top.chars().allMatch(Character::isLetter)
            && !NO_ENDS.contains(top);
    return domain ? end : first;
  }

  /** The word that a dot, said or written, joins to word {@code i}; {@code i} if none is. */
  private int next(int i, Set<String> said, String written) {
    if (i + 1 < words.size() && between(i).equals(written)) {
      return i + 1;
    }
    boolean joined =
        i + 2 < words.size()
            && between(i).isBlank()
            && said.contains(words.get(i + 1).text())
            && between(i + 1).isBlank();
    return joined ? i + 2 : i;
  }

  /** The first word of the name whose last is {@code last}. */
  private int begin(int last) {
    int at = last;
    while (at > 0) {
      if (between(at - 1).matches("[._%+'’-]+")) {
        at--;
      } else if (!between(at - 1).isBlank()) {
        return at;
      } else if (at > 1 && JOINTS.contains(words.get(at - 1).text()) && between(at - 2).isBlank()) {
        at -= 2;
      } else if (isSpelt(at) && !NO_NAMES.contains(words.get(at - 1).text())) {
        at--;
      } else {
        return at;
      }
    }
    return at;
  }

  /** A letter or a digit of its own belongs to what stands before it. */
  private boolean isSpelt(int i) {
    Word word = words.get(i);
    return word.isNumber() || word.text().length() == 1 || NumberWords.unit(word.text()) != null;
  }

  private String between(int i) {
    return text.substring(words.get(i).to(), words.get(i + 1).from());
  }
}
