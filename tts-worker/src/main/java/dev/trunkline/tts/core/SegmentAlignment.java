// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.audio.MuLaw;

/**
 * The text of one segment aligned with the audio of its context: where each character is heard, and
 * how much of the text has been written to chunks. Positions are bytes of µ-law since the context's
 * start, after trimming.
 *
 * <p>Whitespace of the alignment is not counted: a server may add, fold or drop it. A space is
 * heard with the character after it, trailing ones with the last character.
 */
final class SegmentAlignment {
  final int segment;

  /** Where its text begins in that of the context, whitespace not counted. */
  final int offset;

  /** Samples per character of common speech, about 15 characters a second. */
  private static final long SAMPLES_PER_CHARACTER = 65 * MuLaw.PER_MS;

  private final String text;

  /** Characters other than whitespace. */
  private final int characters;

  private final long[] positions;

  /** Characters other than whitespace that the alignment has covered. */
  private int aligned;

  /** Characters with a position, whitespace included. */
  private int timed;

  /** Characters written to chunks. */
  private int written;

  private int chunks;
  private long audioFrom = -1;
  private long start;
  private long end;

  SegmentAlignment(int segment, String text, int offset) {
    this.segment = segment;
    this.offset = offset;
    this.text = text;
    this.characters = isSpeakable(text) ? countCharacters(text) : 0;
    this.positions = new long[text.length()];
  }

  /** True if {@code text} holds a letter or a digit. */
  static boolean isSpeakable(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static int countCharacters(String text) {
    return (int) text.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** True if the text holds nothing speakable. */
  boolean isBlank() {
    return characters == 0;
  }

  /** True if the alignment has covered at least one character. */
  boolean isStarted() {
    return aligned > 0;
  }

  /** True if the alignment has covered every character. */
  boolean isComplete() {
    return aligned == characters;
  }

  /** True if the alignment has covered less than half of the characters. */
  boolean isMostlyMissing() {
    return aligned * 2 < characters;
  }

  /** Where the first character starts. */
  long start() {
    return start;
  }

  /** Where the last aligned character, or the pause after it, ends. */
  long end() {
    return end;
  }

  /** Aligns the next character other than whitespace. */
  void place(long from, long to) {
    if (aligned == 0) {
      start = from;
    }
    while (Character.isWhitespace(text.charAt(timed))) {
      setNext(from);
    }
    setNext(Character.isLowSurrogate(text.charAt(timed)) && timed > 0 ? 0 : from);
    aligned++;
    end = Math.max(end, to);
    while (isComplete() && timed < text.length()) {
      setNext(from);
    }
  }

  /** The alignment begins again; what was written stays. */
  void restart() {
    aligned = 0;
    timed = 0;
    end = 0;
  }

  /** The pause after the aligned characters lasts until {@code to}. */
  void extendTo(long to) {
    end = Math.max(end, to);
  }

  private void setNext(long position) {
    positions[timed] = timed == 0 ? position : Math.max(position, positions[timed - 1]);
    timed++;
  }

  int nextChunk() {
    return chunks++;
  }

  /** How many characters belong into chunks that end at {@code position}. */
  int charactersBefore(long position) {
    int count = written;
    while (count < timed && positions[count] < position) {
      count++;
    }
    return count;
  }

  /** The same without an alignment: at the pace of common speech. */
  int charactersAtPace(long from, long to) {
    audioFrom = audioFrom < 0 ? from : audioFrom;
    int count =
        Math.clamp(Math.ceilDiv(to - audioFrom, SAMPLES_PER_CHARACTER), written, text.length());
    boolean split = count < text.length() && Character.isLowSurrogate(text.charAt(count));
    return split ? count + 1 : count;
  }

  int length() {
    return text.length();
  }

  /** Takes the characters from the last written one up to number {@code count}. */
  TimedText writeUpTo(int count, long from, long to) {
    String part = text.substring(written, count);
    int[] timesMs = isStarted() ? new int[part.length()] : new int[0];
    for (int i = 0; i < timesMs.length; i++) {
      long at = written + i < timed ? positions[written + i] : to;
      timesMs[i] = (int) (Math.clamp(at, from, to) - from) / MuLaw.PER_MS;
    }
    written = count;
    return new TimedText(part, timesMs);
  }

  /** Text with the time of each of its characters in ms; no times if they are unknown. */
  record TimedText(String text, int[] timesMs) {}
}
