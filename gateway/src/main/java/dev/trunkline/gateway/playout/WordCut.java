// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.ArrayList;
import java.util.List;

/**
 * Where speech that was stopped goes on: at the beginning of the word in which it stopped, or, if
 * that was between two words, where it stopped.
 *
 * @param takenBack how many of the chunks heard before are to be heard again
 * @param head what of the first of them, or of the stopped chunk, stays heard
 * @param again what is to be sent again, its beginning softened
 */
record WordCut(int takenBack, Chunk head, List<Chunk> again) {
  /** A word's last character sounds this long at most. */
  private static final long LAST_SOUND_NANOS = 250_000_000;

  /** A place in a row of chunks: the chunk, and how much of it lies before. */
  private record Place(int chunk, int bytes, int characters) {}

  /**
   * Cuts {@code stopped}, of which {@code playedNanos} were heard.
   *
   * @param before what was heard of its segment before, oldest first
   */
  static WordCut of(List<Chunk> before, Chunk stopped, long playedNanos) {
    var row = new ArrayList<>(before);
    row.add(stopped);
    Place place = wordBegin(row, playedNanos);
    Chunk first = row.get(place.chunk());
    var again = new ArrayList<Chunk>();
    again.add(first.rest(place.bytes(), place.characters()).fadedIn());
    again.addAll(row.subList(place.chunk() + 1, row.size()));
    Chunk head = first.head(place.bytes(), place.characters());
    return new WordCut(before.size() - place.chunk(), head, again);
  }

  private static Place wordBegin(List<Chunk> row, long playedNanos) {
    int last = row.size() - 1;
    Chunk stopped = row.getLast();
    var text = new StringBuilder();
    long nanos = 0;
    for (Chunk chunk : row.subList(0, last)) {
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
            && nanos + playedNanos - nanosOf(row, begun - 1) > LAST_SOUND_NANOS;
    return between || over
        ? new Place(last, stopped.bytesIn(playedNanos), begunHere)
        : placeOf(row, word);
  }

  private static boolean isWordEnd(CharSequence text, int index) {
    return index >= text.length() || Character.isWhitespace(text.charAt(index));
  }

  private static Place placeOf(List<Chunk> row, int index) {
    int from = 0;
    for (int i = 0; i < row.size(); i++) {
      Chunk chunk = row.get(i);
      int length = chunk.audio().text().length();
      if (index < from + length) {
        return new Place(i, chunk.audio().byteOf(index - from), index - from);
      }
      from += length;
    }
    throw new IllegalArgumentException("no such character");
  }

  private static long nanosOf(List<Chunk> row, int index) {
    Place place = placeOf(row, index);
    long before = row.subList(0, place.chunk()).stream().mapToLong(Chunk::nanos).sum();
    return before + row.get(place.chunk()).nanosOf(place.bytes());
  }
}
