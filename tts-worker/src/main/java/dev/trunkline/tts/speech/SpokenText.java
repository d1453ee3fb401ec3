// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.audio.MuLaw;

/**
 * The text of one segment beside the sound of its context: where each character is heard, and how
 * far both have been written out. Positions are bytes of µ-law from the context's begin.
 *
 * <p>Spaces are not counted when the alignment is followed: a server may add, fold or swallow them.
 * They sound with the character after them, those at the end with the last one.
 */
final class SpokenText {
  final int segment;

  /** About 15 characters a second. */
  private static final long PACE = 65 * MuLaw.PER_MS;

  private final String text;
  private final int letters;
  private final long[] positions;
  private int seen;
  private int timed;
  private int written;
  private int chunks;
  private long soundFrom = -1;
  private long begin;
  private long end;

  SpokenText(int segment, String text) {
    this.segment = segment;
    this.text = text;
    this.letters = isSpeakable(text) ? countLetters(text) : 0;
    this.positions = new long[text.length()];
  }

  /** True if there is anything in {@code text} that makes a sound: a letter or a digit. */
  static boolean isSpeakable(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static int countLetters(String text) {
    return (int) text.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** True if no character is to be heard. */
  boolean isBlank() {
    return letters == 0;
  }

  /** True if the alignment has named at least one character. */
  boolean isBegun() {
    return seen > 0;
  }

  /** True if the alignment has named every character. */
  boolean isComplete() {
    return seen == letters;
  }

  /** True if the alignment has named less than half of the characters. */
  boolean isMostlyUnheard() {
    return seen * 2 < letters;
  }

  /** Where the first character begins. */
  long begin() {
    return begin;
  }

  /** Where the last character named so far, or the pause after it, ends. */
  long end() {
    return end;
  }

  /** The next character that is no space is heard from {@code from} to {@code to}. */
  void place(long from, long to) {
    if (seen == 0) {
      begin = from;
    }
    while (Character.isWhitespace(text.charAt(timed))) {
      setNext(from);
    }
    setNext(Character.isLowSurrogate(text.charAt(timed)) && timed > 0 ? 0 : from);
    seen++;
    end = Math.max(end, to);
    while (isComplete() && timed < text.length()) {
      setNext(from);
    }
  }

  /** A space after the characters named so far lasts until {@code to}. */
  void pause(long to) {
    end = Math.max(end, to);
  }

  private void setNext(long position) {
    positions[timed] = timed == 0 ? position : Math.max(position, positions[timed - 1]);
    timed++;
  }

  int nextChunk() {
    return chunks++;
  }

  /** How many characters have been written when those that begin before {@code position} have. */
  int charactersBefore(long position) {
    int count = written;
    while (count < timed && positions[count] < position) {
      count++;
    }
    return count;
  }

  /** The same where nobody says when characters are heard: at the pace of common speech. */
  int charactersAtPace(long from, long to) {
    soundFrom = soundFrom < 0 ? from : soundFrom;
    int count = Math.clamp(Math.ceilDiv(to - soundFrom, PACE), written, text.length());
    boolean split = count < text.length() && Character.isLowSurrogate(text.charAt(count));
    return split ? count + 1 : count;
  }

  int length() {
    return text.length();
  }

  /** Writes out the characters up to number {@code count}. */
  Line writeUpTo(int count, long from, long to) {
    String line = text.substring(written, count);
    int[] timesMs = isBegun() ? new int[line.length()] : new int[0];
    for (int i = 0; i < timesMs.length; i++) {
      long at = written + i < timed ? positions[written + i] : to;
      timesMs[i] = (int) (Math.clamp(at, from, to) - from) / MuLaw.PER_MS;
    }
    written = count;
    return new Line(line, timesMs);
  }

  /** A piece of text with the time of each of its characters, none if they are not known. */
  record Line(String text, int[] timesMs) {}
}
