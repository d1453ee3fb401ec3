// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.dialog.speakable.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Makes segments of a turn's tokens and counts them. A turn with tools has several rounds, each
 * with words of its own. One turn, under its lock.
 */
final class SegmentWriter {
  private final TextNormalizer speakable;
  private final BiConsumer<Integer, String> segments;
  private final List<String> said = new ArrayList<>();
  private Segmenter segmenter = new Segmenter();
  private int before;

  /**
   * @param segments takes each segment with its number, ready to be spoken
   */
  SegmentWriter(TextNormalizer speakable, BiConsumer<Integer, String> segments) {
    this.speakable = speakable;
    this.segments = segments;
  }

  /** The segments so far. */
  List<String> said() {
    return List.copyOf(said);
  }

  /** What was said in this round. */
  String saidInRound() {
    return String.join("", said.subList(before, said.size())).strip();
  }

  void token(String text) {
    segmenter.push(text).forEach(this::write);
  }

  /** The answer is complete. */
  void end() {
    segmenter.end().forEach(this::write);
  }

  /** The round is over, but more will be said: a space parts the two. */
  void endRound() {
    segmenter.end().forEach(text -> write(text + " "));
    segmenter = new Segmenter();
  }

  void beginRound() {
    before = said.size();
  }

  /** Says a text of its own. */
  void say(String text) {
    write(text + " ");
  }

  /** Writes again what was written before a crash. */
  void repeat(List<String> texts) {
    texts.forEach(this::put);
  }

  /**
   * These, from the first on, were written by somebody else: what follows is written behind them.
   */
  void goOnBehind(List<String> texts) {
    said.addAll(texts.subList(Math.min(said.size(), texts.size()), texts.size()));
  }

  private void write(String written) {
    String text = speakable.normalize(written);
    if (!text.isEmpty()) {
      put(text);
    }
  }

  private void put(String text) {
    segments.accept(said.size(), text);
    said.add(text);
  }
}
