// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether words say goodbye. A farewell is the whole utterance or its end: "I want to say goodbye
 * to my old contract" is none, and neither is anything that ends in a question.
 */
final class Farewell {
  private static final Pattern BETWEEN_CLAUSES = Pattern.compile("[.!?,;:…–—。！？，、；：\\n]+");

  /** In front of a phrase, these only talk about it. */
  private static final Set<String> SAYING =
      Set.of(
          "say", "says", "said", "saying", "tell", "told", "a", "the", "my", "your", "his", "her");

  /** "Goodbye! Have a wonderful evening with your guests." */
  private static final int WORDS_AFTER_ASSISTANTS = 8;

  private final Phrases goodbyes;
  private final Phrases afterwords;

  /**
   * @param goodbyes phrases that say goodbye
   * @param afterwords what may follow them
   */
  Farewell(Phrases goodbyes, Phrases afterwords) {
    this.goodbyes = goodbyes;
    this.afterwords = afterwords;
  }

  /** True if the caller says goodbye. */
  boolean isSaidByCaller(String text) {
    return !Questions.endIn(text) && isAtEnd(afterwords.withoutAtEnd(Phrases.words(text)));
  }

  /** True if the assistant says goodbye; its farewell may be followed by a compliment. */
  boolean isSaidByAssistant(String text) {
    return !Questions.endIn(text) && (isSaidByCaller(text) || isOpenedByClauseNearEnd(text));
  }

  private boolean isAtEnd(List<String> words) {
    int length = goodbyes.lengthAtEnd(words);
    int before = words.size() - length - 1;
    return length > 0 && (before < 0 || !SAYING.contains(words.get(before)));
  }

  private boolean isOpenedByClauseNearEnd(String text) {
    int after = 0;
    for (String clause : Arrays.asList(BETWEEN_CLAUSES.split(text, -1)).reversed()) {
      List<String> words = Phrases.words(clause);
      int length = goodbyes.lengthAtStart(words);
      if (length > 0 || isAtEnd(words)) {
        return after + (length > 0 ? words.size() - length : 0) <= WORDS_AFTER_ASSISTANTS;
      }
      after += words.size();
    }
    return false;
  }
}
