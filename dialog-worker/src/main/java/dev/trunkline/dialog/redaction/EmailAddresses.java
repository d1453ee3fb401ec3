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

  /** Words before “at” that are no mailbox name: “I looked at example dot com”. */
  private static final Set<String> NOT_MAILBOXES =
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

  /** Words that continue a sentence and are no top-level domain. */
  private static final Set<String> NOT_TOP_LEVEL_DOMAINS =
      Set.of(
          "and", "or", "but", "so", "then", "the", "is", "are", "it", "to", "on", "in", "at", "of",
          "we", "you", "that", "this", "for", "if", "as", "he", "she", "they", "my", "no", "yes");

  /** Words of a domain before its first dot, as in “at fairweather market dot com”. */
  private static final int MAX_DOMAIN_WORDS = 3;

  private final String text;
  private final List<TextWord> words;

  private EmailAddresses(String text) {
    this.text = text;
    this.words = TextWord.in(text);
  }

  static List<PiiSpan> in(String text) {
    return new EmailAddresses(text).find();
  }

  private List<PiiSpan> find() {
    var found = new ArrayList<PiiSpan>();
    for (int i = 0; i + 1 < words.size(); i++) {
      String between = between(i);
      boolean written = between.contains("@") && between.strip().matches("[<(\\[]*@[>)\\]]*");
      boolean spoken = words.get(i).text().equals("at") && i > 0;
      int domain = i + 1;
      int mailbox = written ? i : i - 1;
      if (!written && !(spoken && between(mailbox).matches("[\\s(\\[,]*"))) {
        continue;
      }
      int end = written ? lastOfDomain(domain, 0) : lastOfDomain(domain, MAX_DOMAIN_WORDS - 1);
      if (end > domain && (written || isMailbox(mailbox))) {
        int from = words.get(firstOfMailbox(mailbox)).from();
        found.add(new PiiSpan(from, words.get(end).to(), PiiKind.EMAIL));
      }
    }
    return found;
  }

  private boolean isMailbox(int last) {
    return firstOfMailbox(last) != last || !NOT_MAILBOXES.contains(words.get(last).text());
  }

  /**
   * The index of the domain's last word; {@code first} if no domain begins there.
   *
   * @param extraWords how many further words may stand before the first dot
   */
  private int lastOfDomain(int first, int extraWords) {
    int at = first;
    for (int i = 0; i < extraWords && next(at, DOTS, ".") == at && at + 1 < words.size(); i++) {
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
            && !NOT_TOP_LEVEL_DOMAINS.contains(top);
    return domain ? end : first;
  }

  /** The word that a spoken or written joint connects to word {@code i}; else {@code i}. */
  private int next(int i, Set<String> spoken, String written) {
    if (i + 1 < words.size() && between(i).equals(written)) {
      return i + 1;
    }
    boolean joined =
        i + 2 < words.size()
            && between(i).isBlank()
            && spoken.contains(words.get(i + 1).text())
            && between(i + 1).isBlank();
    return joined ? i + 2 : i;
  }

  /** The index of the first word of the mailbox name that ends at {@code last}. */
  private int firstOfMailbox(int last) {
    int at = last;
    while (at > 0) {
      if (between(at - 1).matches("[._%+'’-]+")) {
        at--;
      } else if (!between(at - 1).isBlank()) {
        return at;
      } else if (at > 1 && JOINTS.contains(words.get(at - 1).text()) && between(at - 2).isBlank()) {
        at -= 2;
      } else if (isSpelledOut(at) && !NOT_MAILBOXES.contains(words.get(at - 1).text())) {
        at--;
      } else {
        return at;
      }
    }
    return at;
  }

  /** True for a single letter or digit, which belongs to the word before it. */
  private boolean isSpelledOut(int i) {
    TextWord word = words.get(i);
    return word.isNumber() || word.text().length() == 1 || DigitWords.unit(word.text()) != null;
  }

  private String between(int i) {
    return text.substring(words.get(i).to(), words.get(i + 1).from());
  }
}
