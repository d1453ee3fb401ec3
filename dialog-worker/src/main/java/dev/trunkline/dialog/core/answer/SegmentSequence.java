// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.dialog.speakable.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes numbered, speakable segments from a turn's tokens. A turn with tools has several rounds,
 * each with its own words. Not thread-safe.
 */
final class SegmentSequence {
  /**
   * @param number its number within the turn, from 0
   */
  record Segment(int number, String text) {}

  private static final Pattern SENTENCE =
      Pattern.compile("[.!?…。！？｡।॥؟۔።։][\"')\\]*_`”’»›」』）]*\\s*$");

  private final TextNormalizer normalizer;
  private final List<String> texts = new ArrayList<>();
  private final @Nullable String language;
  private Segmenter segmenter;
  private int roundStart;

  /**
   * @param language of the assistant, null if unknown
   */
  SegmentSequence(TextNormalizer normalizer, @Nullable String language) {
    this.normalizer = normalizer;
    this.language = language;
    segmenter = new Segmenter(language);
  }

  /** True if words wait for the end of their segment. */
  boolean hasPending() {
    return segmenter.hasPending();
  }

  /** Ends a segment behind the words that are complete. */
  List<Segment> cutWords() {
    return normalized(segmenter.cutWords());
  }

  /** Returns what was left if it is a whole sentence, else drops it. */
  List<Segment> finishSentence() {
    List<String> rest = segmenter.finish();
    return normalized(rest.stream().filter(SegmentSequence::isSentence).toList());
  }

  /** True if the last segment ends a sentence. */
  boolean endsWithSentence() {
    return !texts.isEmpty() && isSentence(texts.getLast());
  }

  private static boolean isSentence(String text) {
    return SENTENCE.matcher(text).find();
  }

  /** All segments so far. */
  List<String> texts() {
    return List.copyOf(texts);
  }

  /** Characters of all segments so far. */
  int length() {
    return texts.stream().mapToInt(String::length).sum();
  }

  /** The words of the current round. */
  String roundText() {
    return String.join("", texts.subList(roundStart, texts.size())).strip();
  }

  /** Appends a token; returns the segments that it completes. */
  List<Segment> append(String token) {
    return normalized(segmenter.append(token));
  }

  /** Ends the answer; returns what was left. */
  List<Segment> finish() {
    return normalized(segmenter.finish());
  }

  /** Ends the words of a round that another will follow; a space separates the two. */
  List<Segment> finishRound() {
    List<String> rest = segmenter.finish();
    segmenter = new Segmenter(language);
    return normalized(rest.stream().map(text -> text + " ").toList());
  }

  void startRound() {
    roundStart = texts.size();
  }

  /** Adds a complete text as a segment. */
  List<Segment> add(String text) {
    return normalized(List.of(text + " "));
  }

  /** Numbers segments that were normalized and written before a crash, to write them again. */
  List<Segment> repeat(List<String> written) {
    return written.stream().map(this::numbered).toList();
  }

  /**
   * Counts segments that another worker has written, so that new ones follow them.
   *
   * @param written from the turn's first segment on
   */
  void skip(List<String> written) {
    texts.addAll(written.subList(Math.min(texts.size(), written.size()), written.size()));
  }

  private List<Segment> normalized(List<String> written) {
    return written.stream()
        .map(normalizer::normalize)
        .filter(text -> !text.isEmpty())
        .map(this::numbered)
        .toList();
  }

  private Segment numbered(String text) {
    var segment = new Segment(texts.size(), text);
    texts.add(text);
    return segment;
  }
}
