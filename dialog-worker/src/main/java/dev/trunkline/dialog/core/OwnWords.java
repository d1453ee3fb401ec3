// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes from transcripts what the assistant said itself: a loudspeaker returned it, and the
 * recogniser wrote it down. Only speech that began while the assistant was heard is compared, so a
 * caller may repeat an answer after it. One or two words are removed only on a line that has
 * returned more before: a caller may choose one of the words that are being offered.
 */
final class OwnWords {
  /** How long after it was played an echo may begin. */
  private static final long ECHO_MS = 700;

  private static final int MIN_WORDS = 3;
  private static final int MIN_PARTIAL_WORDS = 2;

  /** So many words at the beginning of a longer transcript are the assistant's. */
  private static final int MIN_PREFIX = 4;

  /** A recogniser errs in one word of five. */
  private static final double ALIKE = 0.8;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'’]+");

  private final ConversationUpdate update;

  OwnWords(ConversationUpdate update) {
    this.update = update;
  }

  /** The caller's part of a final transcript of speech that began at {@code startMs}. */
  String removedFrom(String text, String streamSid, long startMs) {
    return removedFrom(text, streamSid, startMs, MIN_WORDS);
  }

  /** The same of a partial transcript, of which more will follow. */
  String removedFromPartial(String text, String streamSid, long startMs) {
    return removedFrom(text, streamSid, startMs, MIN_PARTIAL_WORDS);
  }

  private String removedFrom(String text, String streamSid, long startMs, int minWords) {
    List<String> said = Phrases.words(spokenAt(streamSid, startMs));
    List<String> words = Phrases.words(text);
    if (said.isEmpty() || words.isEmpty()) {
      return text;
    }
    LineEcho echo = update.stream.echo();
    if (words.size() < minWords) {
      return echo.ownWords() && Collections.indexOfSubList(said, words) >= 0 ? "" : text;
    }
    if (isAlike(words, said)) {
      if (words.size() >= MIN_WORDS) {
        update.stream = update.stream.withEcho(echo.withOwnWords());
      }
      return "";
    }
    int prefix = prefix(words, said);
    if (prefix < MIN_PREFIX) {
      return text;
    }
    update.stream = update.stream.withEcho(echo.withOwnWords());
    return afterWords(text, prefix);
  }

  /** What the assistant was saying when speech began; "" if it was silent. */
  private String spokenAt(String streamSid, long startMs) {
    if (!update.stream.isCurrent(streamSid)) {
      return "";
    }
    Turn turn = update.turns.current();
    Turn.PlaybackStart playback = turn == null ? null : turn.playback();
    if (turn != null
        && playback != null
        && playback.streamSid().equals(streamSid)
        && startMs >= playback.mediaMs()) {
      return turn.text();
    }
    long heardUntilMs = update.stream.echo().heardUntilMs();
    return heardUntilMs > 0 && startMs <= heardUntilMs + ECHO_MS ? update.history.lastHeard() : "";
  }

  /** True if {@code words} stand together in {@code said}, but for a word in five. */
  private static boolean isAlike(List<String> words, List<String> said) {
    int needed = (int) Math.ceil(words.size() * ALIKE);
    for (int from = 0; from < said.size(); from++) {
      int to = Math.min(said.size(), from + words.size() + 1);
      if (common(words, said.subList(from, to)) >= needed) {
        return true;
      }
    }
    return false;
  }

  /** The length of the longest common subsequence. */
  private static int common(List<String> a, List<String> b) {
    var row = new int[b.size() + 1];
    for (String word : a) {
      int diagonal = 0;
      for (int j = 1; j <= b.size(); j++) {
        int above = row[j];
        row[j] = word.equals(b.get(j - 1)) ? diagonal + 1 : Math.max(row[j], row[j - 1]);
        diagonal = above;
      }
    }
    return row[b.size()];
  }

  /** How many words at the beginning stand together in {@code said}. */
  private static int prefix(List<String> words, List<String> said) {
    int length = 0;
    while (length < words.size()
        && Collections.indexOfSubList(said, words.subList(0, length + 1)) >= 0) {
      length++;
    }
    return length;
  }

  private static String afterWords(String text, int words) {
    Matcher word = WORD.matcher(text);
    int end = 0;
    for (int i = 0; i < words && word.find(); i++) {
      end = word.end();
    }
    return text.substring(end).replaceFirst("^[^\\p{L}\\p{N}]+", "");
  }
}
