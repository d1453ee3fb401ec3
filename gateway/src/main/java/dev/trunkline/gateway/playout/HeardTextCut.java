// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.ArrayList;
import java.util.List;

/**
 * Where stopped speech resumes: at the start of the word in which it stopped, or, if that was
 * between two words, where it stopped.
 *
 * @param reverted how many chunks heard before play again
 * @param head the part of the first of them, or of the stopped chunk, that stays heard
 * @param again the chunks to send again, faded in
 */
record HeardTextCut(int reverted, PlayoutChunk head, List<PlayoutChunk> again) {
  /** The longest that a word's last character sounds. */
  private static final long MAX_LAST_CHARACTER_NANOS = 250_000_000;

  /** A position in a list of chunks: the index of the chunk, and how much of it lies before. */
  private record Position(int chunk, int bytes, int characters) {}

  /**
   * Cuts {@code stopped}, of which the caller heard {@code playedNanos}.
   *
   * @param before the chunks of its segment heard before, oldest first
   */
  static HeardTextCut of(List<PlayoutChunk> before, PlayoutChunk stopped, long playedNanos) {
    var row = new ArrayList<>(before);
    row.add(stopped);
    Position position = wordStart(row, playedNanos);
    PlayoutChunk first = row.get(position.chunk());
    var again = new ArrayList<PlayoutChunk>();
    again.add(first.rest(position.bytes(), position.characters()).fadedIn());
    again.addAll(row.subList(position.chunk() + 1, row.size()));
    PlayoutChunk head = first.head(position.bytes(), position.characters());
    return new HeardTextCut(before.size() - position.chunk(), head, again);
  }

  private static Position wordStart(List<PlayoutChunk> row, long playedNanos) {
    int last = row.size() - 1;
    PlayoutChunk stopped = row.getLast();
    var text = new StringBuilder();
    long nanos = 0;
    for (PlayoutChunk chunk : row.subList(0, last)) {
      text.append(chunk.audio().text());
      nanos += chunk.nanos();
    }
    int begunHere = stopped.charactersBegun(playedNanos);
    int begun = text.length() + begunHere;
    text.append(stopped.audio().text());
    int word = begun;
    while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
      word--;
    }
    boolean between = word == begun;
    boolean over =
        !between
            && isWordEnd(text, begun)
            && nanos + playedNanos - nanosOf(row, begun - 1) > MAX_LAST_CHARACTER_NANOS;
    return between || over
        ? new Position(last, stopped.bytesIn(playedNanos), begunHere)
        : positionOf(row, word);
  }

  private static boolean isWordEnd(CharSequence text, int index) {
    return index >= text.length() || Character.isWhitespace(text.charAt(index));
  }

  private static Position positionOf(List<PlayoutChunk> row, int index) {
    int from = 0;
    for (int i = 0; i < row.size(); i++) {
      PlayoutChunk chunk = row.get(i);
      int length = chunk.audio().text().length();
      if (index < from + length) {
        return new Position(i, chunk.audio().byteOf(index - from), index - from);
      }
      from += length;
    }
    throw new IllegalArgumentException("text has no character " + index);
  }

  private static long nanosOf(List<PlayoutChunk> row, int index) {
    Position position = positionOf(row, index);
    long before = row.subList(0, position.chunk()).stream().mapToLong(PlayoutChunk::nanos).sum();
    return before + row.get(position.chunk()).nanosOf(position.bytes());
  }
}
