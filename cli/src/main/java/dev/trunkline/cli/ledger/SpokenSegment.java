// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The sound of one segment, as often as it was said: an attempt begins with chunk 0. A worker that
 * died leaves one that breaks off, and its successor's may be cut elsewhere, but says the same.
 */
final class SpokenSegment {
  private record Chunk(String text, boolean last, int bytes) {}

  private static final class Attempt {
    private final TreeMap<Integer, Chunk> chunks = new TreeMap<>();

    boolean expects(int number) {
      return chunks.containsKey(number - 1) && !chunks.containsKey(number);
    }

    /** The words up to the first chunk that is missing. */
    String text() {
      var text = new StringBuilder();
      Chunk chunk;
      for (int i = 0; (chunk = chunks.get(i)) != null; i++) {
        text.append(chunk.text());
      }
      return text.toString();
    }

    String missing(String text) {
      if (chunks.lastKey() != chunks.size() - 1) {
        return "a chunk";
      }
      if (!chunks.lastEntry().getValue().last()) {
        return "the end";
      }
      return text().strip().equals(text.strip()) ? "" : "some words";
    }
  }

  private final List<Attempt> attempts = new ArrayList<>();
  private long chunks;
  private long changed;

  void add(OutboundAudio audio) {
    var chunk = new Chunk(audio.text(), audio.end() != End.NOTHING, audio.ulaw().length);
    Attempt attempt = attempt(audio.chunk());
    Chunk before = attempt.chunks.putIfAbsent(audio.chunk(), chunk);
    changed += before == null || before.text().equals(chunk.text()) ? 0 : 1;
    chunks++;
  }

  /** The latest attempt that lacks this chunk and has the one before it. */
  private Attempt attempt(int number) {
    if (number == 0 || attempts.isEmpty()) {
      attempts.add(new Attempt());
    }
    return attempts.reversed().stream()
        .filter(attempt -> attempt.expects(number))
        .findFirst()
        .orElse(attempts.getLast());
  }

  /** How many chunks were written again. */
  long repeats() {
    return chunks - attempts.getFirst().chunks.size();
  }

  /** How often something was said again in other words. */
  long changed() {
    List<String> texts = attempts.stream().map(Attempt::text).toList();
    String longest = texts.stream().max(Comparator.comparingInt(String::length)).orElse("");
    return changed + texts.stream().filter(text -> !longest.startsWith(text)).count();
  }

  /** What is missing of {@code text}, empty if one attempt has it all. */
  String missing(String text) {
    return attempts.stream()
        .map(attempt -> attempt.missing(text))
        .min(Comparator.comparingInt(String::length))
        .orElse("all sound");
  }

  /**
   * How much of it there is to be heard at least: of a further attempt the chunks behind the words
   * of those before.
   */
  long bytes() {
    long bytes = 0;
    int said = -1;
    for (Attempt attempt : attempts) {
      int begin = 0;
      for (Chunk chunk : attempt.chunks.values()) {
        boolean fresh = begin > said || (begin == said && !chunk.text().isEmpty());
        bytes += fresh ? chunk.bytes() : 0;
        begin += chunk.text().length();
      }
      said = Math.max(said, begin);
    }
    return bytes;
  }
}
