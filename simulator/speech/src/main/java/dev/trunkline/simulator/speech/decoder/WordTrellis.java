// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The word ends met so far in a segment, each pointing to the one before: the memory from which the
 * best sentence is read backwards. Grows with the segment, whose length the caller bounds.
 */
final class WordTrellis {
  /** Before the first word. */
  static final int NONE = -1;

  private int[] word = new int[1024];
  private int[] previous = new int[1024];
  private int[] last = new int[1024];
  private int[] before = new int[1024];
  private int size;

  void clear() {
    size = 0;
  }

  int add(int ofWord, boolean filler, int after) {
    if (size == word.length) {
      grow();
    }
    word[size] = filler ? NONE : ofWord;
    previous[size] = after;
    last[size] = filler ? last(after) : ofWord;
    before[size] = filler ? before(after) : last(after);
    return size++;
  }

  /** The last word of the path that ends here. */
  int last(int entry) {
    return entry == NONE ? WordGrammar.START : last[entry];
  }

  /** The word before the last one. */
  int before(int entry) {
    return entry == NONE ? WordGrammar.START : before[entry];
  }

  /** The numbers of the words on the path that ends here. */
  List<Integer> words(int entry) {
    var words = new ArrayList<Integer>();
    for (int at = entry; at != NONE; at = previous[at]) {
      if (word[at] != NONE) {
        words.add(word[at]);
      }
    }
    Collections.reverse(words);
    return words;
  }

  private void grow() {
    word = Arrays.copyOf(word, size * 2);
    previous = Arrays.copyOf(previous, size * 2);
    last = Arrays.copyOf(last, size * 2);
    before = Arrays.copyOf(before, size * 2);
  }
}
