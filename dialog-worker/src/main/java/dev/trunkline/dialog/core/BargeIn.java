// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.List;

/** What the caller's words mean while the assistant speaks. */
enum BargeIn {
  /** No words: a noise. */
  NOTHING,
  /** The caller listens ("uh-huh"). */
  BACK_CHANNEL,
  /** Too few words to tell. */
  UNCLEAR,
  /** The caller takes the floor. */
  INTERRUPTION;

  /** Judges the words so far, of speech that may continue. */
  static BargeIn ofPartial(String text, TurnTaking rules) {
    List<String> words = Phrases.words(text);
    int meaningful = rules.backChannels().without(words).size();
    if (rules.stopWords().isIn(words) || meaningful >= rules.bargeInWords()) {
      return INTERRUPTION;
    }
    return words.isEmpty() ? NOTHING : meaningful == 0 ? BACK_CHANNEL : UNCLEAR;
  }

  /** Judges all words of an utterance. */
  static BargeIn ofFinal(String text, TurnTaking rules) {
    BargeIn judged = ofPartial(text, rules);
    return judged == UNCLEAR ? INTERRUPTION : judged;
  }
}
