// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the most likely words of one segment of speech while it comes in: a time-synchronous
 * Viterbi search with beams. Not thread-safe; reusable after {@link #finish}.
 */
final class WordDecoder {
  private static final float NEVER = Float.NEGATIVE_INFINITY;
  private static final int STATES = AcousticModel.STATES;

  private final AcousticModel model;
  private final WordNetwork network;
  private final WordGrammar grammar;
  private final SearchSettings settings;
  private final List<String> words;
  private final FrameScores scores;
  private final WordTrellis trellis = new WordTrellis();
  private final WordExits exits;

  private final float[] score;
  private final int[] path;
  private final float[] entry;
  private final int[] entryPath;
  private final int[] listed;
  private int[] active;
  private int[] coming;
  private int comingCount;
  private final int[] leaving = new int[WordExits.LIMIT];
  private int leavingCount;
  private int frame;

  WordDecoder(SpeechModel shared) {
    model = shared.acoustic();
    network = shared.network();
    grammar = shared.grammar();
    settings = shared.settings();
    words = shared.lexicon().words();
    scores = new FrameScores(model);
    exits = new WordExits(network, grammar, trellis);
    int nodes = network.size();
    score = new float[nodes * STATES];
    path = new int[nodes * STATES];
    entry = new float[nodes];
    entryPath = new int[nodes];
    listed = new int[nodes];
    active = new int[nodes];
    coming = new int[nodes];
    start();
  }

  /** Takes one feature frame (10 ms). */
  void accept(float[] features) {
    scores.next(features);
    int count = comingCount;
    int[] swap = active;
    active = coming;
    coming = swap;
    comingCount = 0;
    frame++;
    float best = NEVER;
    for (int i = 0; i < count; i++) {
      best = Math.max(best, advance(active[i]));
    }
    for (int i = 0; i < count; i++) {
      pruneAndLeave(active[i], best);
    }
    leaveWords();
  }

  /** The words on the best path now, without the one being spoken. */
  String partial() {
    float best = NEVER;
    int at = WordTrellis.NONE;
    for (int i = 0; i < comingCount; i++) {
      for (int s = coming[i] * STATES; s < (coming[i] + 1) * STATES; s++) {
        if (score[s] > best) {
          best = score[s];
          at = path[s];
        }
      }
    }
    return text(at);
  }

  /** The words of the segment, "" if none; the next frame begins another segment. */
  String finish() {
    float best = NEVER;
    String text = partial();
    for (int i = 0; i < comingCount; i++) {
      int node = coming[i];
      boolean ends = (network.ends[node] & (1L << network.silence)) != 0;
      int from = path[node * STATES + STATES - 1];
      float end = ends ? score[node * STATES + STATES - 1] : NEVER;
      if (end > NEVER) {
        int done = trellis.add(network.word[node], network.isFiller(network.word[node]), from);
        end += grammar.end(trellis.before(done), trellis.last(done));
        if (end > best) {
          best = end;
          text = text(done);
        }
      }
    }
    start();
    return text;
  }

  private void start() {
    Arrays.fill(score, NEVER);
    Arrays.fill(entry, NEVER);
    trellis.clear();
    comingCount = 0;
    frame++;
    exits.clear();
    exits.add(WordTrellis.NONE, 0, network.silence, -1L);
    enterWords();
  }

  /** Moves a node's states on by one frame; the best of them. */
  private float advance(int node) {
    int at = node * STATES;
    int phone = network.phone[node];
    float s0 = score[at];
    float s1 = score[at + 1];
    float s2 = score[at + 2];
    float in = s1 + model.transition(phone, 1, 2);
    float stay = s2 + model.transition(phone, 2, 2);
    float skip = s0 + model.transition(phone, 0, 2);
    if (in > stay) {
      stay = in;
      path[at + 2] = path[at + 1];
    }
    if (skip > stay) {
      stay = skip;
      path[at + 2] = path[at];
    }
    score[at + 2] = heard(stay, at + 2);
    in = s0 + model.transition(phone, 0, 1);
    stay = s1 + model.transition(phone, 1, 1);
    if (in > stay) {
      stay = in;
      path[at + 1] = path[at];
    }
    score[at + 1] = heard(stay, at + 1);
    stay = s0 + model.transition(phone, 0, 0);
    if (entry[node] > stay) {
      stay = entry[node];
      path[at] = entryPath[node];
    }
    entry[node] = NEVER;
    score[at] = heard(stay, at);
    return Math.max(score[at], Math.max(score[at + 1], score[at + 2]));
  }

  private float heard(float reached, int state) {
    return reached == NEVER ? NEVER : reached + scores.score(network.senones[state]);
  }

  /** Keeps what is within the beam, measured from the best, and passes the phone's end on. */
  private void pruneAndLeave(int node, float best) {
    boolean alive = false;
    for (int s = node * STATES; s < (node + 1) * STATES; s++) {
      score[s] -= best;
      if (score[s] >= -settings.beam()) {
        alive = true;
      } else {
        score[s] = NEVER;
      }
    }
    if (!alive) {
      return;
    }
    list(node);
    int last = (node + 1) * STATES - 1;
    float out = score[last] + model.transition(network.phone[node], STATES - 1, STATES);
    if (network.ends[node] != 0) {
      if (out >= -settings.wordBeam() && leavingCount < leaving.length) {
        leaving[leavingCount++] = node;
      }
    } else if (out >= -settings.phoneBeam()) {
      for (int next : network.next[node]) {
        enter(next, out, path[last]);
      }
    }
  }

  private void leaveWords() {
    exits.clear();
    for (int i = 0; i < leavingCount; i++) {
      int node = leaving[i];
      int last = (node + 1) * STATES - 1;
      float out = score[last] + model.transition(network.phone[node], STATES - 1, STATES);
      boolean filler = network.isFiller(network.word[node]);
      int done = trellis.add(network.word[node], filler, path[last]);
      int sound = filler ? network.silence : network.phone[node];
      exits.add(done, out, sound, network.ends[node]);
    }
    leavingCount = 0;
    enterWords();
  }

  private void enterWords() {
    exits.forEachFallback(this::enterAll);
    exits.forEachSeen(this::enter);
    int pause = exits.best();
    if (pause >= 0) {
      for (int i = 0; i < network.fillers.length; i++) {
        float penalty = i == 0 ? settings.silencePenalty() : settings.noisePenalty();
        enter(network.fillers[i], exits.score(pause) + penalty, exits.entry(pause));
      }
    }
  }

  private void enterAll(int before, int first, float reached, int from) {
    for (int node : network.startsByPhone(before, first)) {
      enter(node, reached + grammar.unigram(network.word[node]), from);
    }
  }

  private void enter(int node, float reached, int from) {
    if (reached > entry[node] && reached >= -settings.beam()) {
      entry[node] = reached;
      entryPath[node] = from;
      list(node);
    }
  }

  private void list(int node) {
    if (listed[node] != frame) {
      listed[node] = frame;
      coming[comingCount++] = node;
    }
  }

  private String text(int at) {
    return trellis.words(at).stream().map(words::get).collect(Collectors.joining(" "));
  }
}
