// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import java.util.ArrayList;
import java.util.List;

/** A word and its place in the session's audio. */
record SpokenWord(String text, double startSeconds, double endSeconds) {
  /** A gap between two words takes as long as so many letters. */
  private static final double GAP = 0.5;

  /** The words of {@code text}, sharing a stretch of time by their letters. */
  static List<SpokenWord> share(String text, double startSeconds, double endSeconds) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> words = List.of(text.strip().split("\\s+"));
    double units = words.stream().mapToDouble(word -> word.length() + GAP).sum() - GAP;
    double each = (endSeconds - startSeconds) / units;
    var timed = new ArrayList<SpokenWord>();
    double at = startSeconds;
    for (String word : words) {
      double end = at + word.length() * each;
      timed.add(new SpokenWord(word, rounded(at), rounded(end)));
      at = end + GAP * each;
    }
    return timed;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
