// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a speaker who has begun a sentence without a comma first draws breath: between two parts of
 * it, before a word that begins the next one, never behind such a word or beside a number.
 */
final class FirstBreath {
  /** In characters, about three words. Less sounds chopped. */
  private static final int MIN = 10;

  /** In characters, about six words: no later than this where two words can be parted. */
  private static final int MAX = 25;

  /** Begin a part of a sentence: conjunctions and prepositions of some languages. */
  private static final Set<String> OPENING =
      words(
          "and but or because if when while which who where whether so than then from to at on"
              + " with without for in into by about until before after between during through"
              + " under over as via per"
              + " und aber oder weil wenn dass ob denn von zu zum zur bei mit ohne für am um"
              + " bis vor nach seit aus auf ab"
              + " et mais ou parce que qui quand si de du des à au aux avec sans pour dans sur"
              + " entre avant après depuis"
              + " y pero o porque cuando donde desde hasta con sin para por en del al"
              + " e ma perché quando che da dal di del senza tra fra"
              + " en maar of omdat als dat van naar met zonder voor tot"
              + " i ale lub że gdy od do z bez dla przez"
              + " и но или что если когда от до с без для в на по");

  /** Belong to the word behind them. */
  private static final Set<String> LEANING =
      words(
          "a an the my your our his her its their no not very some any every each all both i we you"
              + " he she it they is are am was were be can could will would should may might"
              + " must do does did have has had of mr mrs ms dr next one two"
              + " three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"
              + " der die das den dem des ein eine einen einem einer kein keine mein ihr ihre"
              + " unser ich wir sie er es ist sind war kann wird nicht"
              + " le la les un une ce cette mon votre nos nous vous je il elle ne est sont"
              + " el los las una su sus mi nuestro es son se me"
              + " lo gli è sono non het de een zijn");

  /** Belong to the word in front of them. */
  private static final Set<String> FOLLOWING =
      words("me you it us them him her that this more too mich mir dich dir uns sich ihnen");

  private FirstBreath() {}

  private static Set<String> words(String list) {
    return new HashSet<>(Arrays.asList(list.split(" ")));
  }

  /**
   * Where the first segment ends in {@code text}, whose words are parted by spaces; else -1.
   *
   * @param lastWordComplete true if the last word probably needs no more tokens
   */
  static int endIn(String text, boolean lastWordComplete) {
    int from = text.length() - text.stripLeading().length();
    int late = -1;
    int gap = text.indexOf(' ', from);
    int words = 1;
    while (gap > 0) {
      int next = text.indexOf(' ', gap + 1);
      if (next < 0 && lastWordComplete) {
        next = text.length();
      }
      if (next <= gap + 1) {
        break; // The word behind the gap is not complete.
      }
      boolean apart =
          words >= 2 && mayPart(text.substring(from, gap), text.substring(gap + 1, next));
      if (apart && gap - from >= MIN && isIn(OPENING, text.substring(gap + 1, next))) {
        return gap + 1;
      }
      if (apart && gap - from >= MIN) {
        late = gap + 1;
      }
      if (next - from >= MAX && late > 0) {
        return late;
      }
      gap = next == text.length() ? -1 : next;
      words++;
    }
    return -1;
  }

  private static boolean mayPart(String before, String after) {
    String last = before.substring(before.lastIndexOf(' ') + 1);
    return !isIn(LEANING, last)
        && !isIn(OPENING, last)
        && !isIn(FOLLOWING, after)
        && !last.endsWith(".")
        && last.chars().noneMatch(Character::isDigit)
        && after.chars().noneMatch(Character::isDigit)
        && last.chars().anyMatch(Character::isLetter);
  }

  private static boolean isIn(Set<String> words, String word) {
    return words.contains(word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}]", ""));
  }
}
