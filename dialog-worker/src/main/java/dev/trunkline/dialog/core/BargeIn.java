// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.List;

/** What words said over the assistant mean. */
enum BargeIn {
  /** Nothing was said. */
  NOTHING,
  /** The caller listens. */
  BACK_CHANNEL,
  /** Too little yet to tell. */
  UNCLEAR,
  /** The caller wants the word. */
  INTERRUPTION;

  /** Judges the words so far, of speech that may go on. */
  static BargeIn ofPartial(String text, TurnTaking rules) {
    List<String> words = Phrases.words(text);
    int meant = rules.backChannels().without(words).size();
    if (rules.stopWords().isIn(words) || meant >= rules.bargeInWords()) {
      return INTERRUPTION;
    }
    return words.isEmpty() ? NOTHING : meant == 0 ? BACK_CHANNEL : UNCLEAR;
  }

  /** Judges all that was said. */
  static BargeIn ofAll(String text, TurnTaking rules) {
    BargeIn judged = ofPartial(text, rules);
    return judged == UNCLEAR ? INTERRUPTION : judged;
  }
}
