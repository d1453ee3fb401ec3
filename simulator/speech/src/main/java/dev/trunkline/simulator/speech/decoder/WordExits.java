// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.Arrays;

/**
 * The words that may end in this frame, and what may begin after them: for each exit the words that
 * the language model has seen there, and, for all exits of the same sound together, any word at the
 * price of falling back. Not thread-safe.
 */
final class WordExits {
  /** More ways to end a word in one frame than a beam lets through; further ones are dropped. */
  static final int LIMIT = 1024;

  private static final float NEVER = Float.NEGATIVE_INFINITY;

  private final WordNetwork network;
  private final WordGrammar grammar;
  private final WordTrellis trellis;
  private final int phones;
  private final int[] entry = new int[LIMIT];
  private final float[] score = new float[LIMIT];
  private final int[] sound = new int[LIMIT];
  private final long[] next = new long[LIMIT];
  private int size;
  private final float[] fallback;
  private final int[] fallbackEntry;

  /** A first node reached by a word the model has seen. */
  @FunctionalInterface
  interface Seen {
    void enter(int node, float score, int entry);
  }

  /** Any word with that first phone after that sound. */
  @FunctionalInterface
  interface Fallback {
    void enter(int before, int first, float score, int entry);
  }

  WordExits(WordNetwork network, WordGrammar grammar, WordTrellis trellis) {
    this.network = network;
    this.grammar = grammar;
    this.trellis = trellis;
    phones = network.phones.size();
    fallback = new float[phones * phones];
    fallbackEntry = new int[phones * phones];
  }

  void clear() {
    size = 0;
  }

  void add(int trellisEntry, float reached, int lastSound, long nextPhones) {
    if (size == LIMIT) {
      return;
    }
    entry[size] = trellisEntry;
    score[size] = reached;
    sound[size] = lastSound;
    next[size] = nextPhones;
    size++;
  }

  /** The number of the best exit before a pause, -1 if there is none. */
  int best() {
    int best = -1;
    for (int i = 0; i < size; i++) {
      boolean pause = (next[i] & (1L << network.silence)) != 0;
      if (pause && (best < 0 || score[i] > score[best])) {
        best = i;
      }
    }
    return best;
  }

  float score(int exit) {
    return score[exit];
  }

  int entry(int exit) {
    return entry[exit];
  }

  void forEachFallback(Fallback action) {
    if (size == 0) {
      return;
    }
    Arrays.fill(fallback, NEVER);
    for (int i = 0; i < size; i++) {
      float reached = score[i] + fallbackCost(i);
      for (int first = 0; first < phones; first++) {
        int at = sound[i] * phones + first;
        if ((next[i] >>> first & 1) != 0 && reached > fallback[at]) {
          fallback[at] = reached;
          fallbackEntry[at] = entry[i];
        }
      }
    }
    for (int at = 0; at < fallback.length; at++) {
      if (fallback[at] > NEVER) {
        action.enter(at / phones, at % phones, fallback[at], fallbackEntry[at]);
      }
    }
  }

  void forEachSeen(Seen action) {
    for (int i = 0; i < size; i++) {
      var two = grammar.after(trellis.before(entry[i]), trellis.last(entry[i]));
      var one = grammar.after(trellis.last(entry[i]));
      if (one != null) {
        seen(i, one, score[i] + (two == null ? 0 : two.fallback()), action);
      }
      if (two != null) {
        seen(i, two, score[i], action);
      }
    }
  }

  private void seen(int exit, WordGrammar.Followers followers, float reached, Seen action) {
    for (int w = 0; w < followers.words().length; w++) {
      float total = reached + followers.scores()[w];
      for (int node : network.startsByWord(followers.words()[w], sound[exit])) {
        if ((next[exit] >>> network.phone[node] & 1) != 0) {
          action.enter(node, total, entry[exit]);
        }
      }
    }
  }

  private float fallbackCost(int exit) {
    var two = grammar.after(trellis.before(entry[exit]), trellis.last(entry[exit]));
    var one = grammar.after(trellis.last(entry[exit]));
    return (two == null ? 0 : two.fallback()) + (one == null ? 0 : one.fallback());
  }
}
