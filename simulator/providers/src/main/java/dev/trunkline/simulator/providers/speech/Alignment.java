// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.speech.SynthesizedSpeech;
import dev.trunkline.simulator.speech.WordTime;
import java.util.List;

/** When each character of a text is heard: those of a word share its time, spaces get the gaps. */
final class Alignment {
  private final String characters;

  /** Where each character begins, in ms; one more at the end for where the last one ends. */
  private final double[] bounds;

  private Alignment(String characters, double[] bounds) {
    this.characters = characters;
    this.bounds = bounds;
  }

  /** The characters as they were sent. */
  static Alignment of(String text, SynthesizedSpeech speech) {
    var bounds = new double[text.length() + 1];
    int character = 0;
    double ms = 0;
    for (WordTime word : speech.words()) {
      spread(bounds, character, word.startChar(), ms, word.startMs());
      spread(bounds, word.startChar(), word.endChar(), word.startMs(), word.endMs());
      character = word.endChar();
      ms = word.endMs();
    }
    spread(bounds, character, text.length(), ms, speech.durationMs());
    bounds[text.length()] = speech.durationMs();
    return new Alignment(text, bounds);
  }

  /** The characters as they are spoken: numbers in words, one space before the first word. */
  static Alignment normalized(SynthesizedSpeech speech) {
    var text = new StringBuilder();
    List<WordTime> words = speech.words();
    List<String> spoken = words.stream().map(word -> NumberSpelling.spelled(word.word())).toList();
    spoken.forEach(word -> text.append(' ').append(word));
    var bounds = new double[text.length() + 1];
    int character = 0;
    double ms = 0;
    for (int i = 0; i < words.size(); i++) {
      WordTime word = words.get(i);
      bounds[character] = ms;
      int end = character + 1 + spoken.get(i).length();
      spread(bounds, character + 1, end, word.startMs(), word.endMs());
      character = end;
      ms = word.endMs();
    }
    bounds[text.length()] = speech.durationMs();
    return new Alignment(text.toString(), bounds);
  }

  /** As sent on sockets: times relative to {@code fromMs}, for characters that begin in there. */
  ObjectNode socket(double fromMs, double toMs) {
    ObjectNode node = Json.object();
    ArrayNode chars = node.putArray("chars");
    ArrayNode starts = node.putArray("charStartTimesMs");
    ArrayNode durations = node.putArray("charDurationsMs");
    for (int i = 0; i < characters.length(); i++) {
      if (begins(i, fromMs, toMs)) {
        long start = Math.round(bounds[i] - fromMs);
        chars.add(characters.substring(i, i + 1));
        starts.add(start);
        durations.add(Math.round(bounds[i + 1] - fromMs) - start);
      }
    }
    return node;
  }

  /** As sent over HTTP: seconds, and ends instead of durations. */
  ObjectNode http(double fromMs, double toMs) {
    ObjectNode node = Json.object();
    ArrayNode chars = node.putArray("characters");
    ArrayNode starts = node.putArray("character_start_times_seconds");
    ArrayNode ends = node.putArray("character_end_times_seconds");
    for (int i = 0; i < characters.length(); i++) {
      if (begins(i, fromMs, toMs)) {
        chars.add(characters.substring(i, i + 1));
        starts.add(seconds(bounds[i] - fromMs));
        ends.add(seconds(bounds[i + 1] - fromMs));
      }
    }
    return node;
  }

  /** The last chunk also gets what begins at the very end. */
  private boolean begins(int i, double fromMs, double toMs) {
    double last = bounds[characters.length()];
    return bounds[i] >= fromMs && (bounds[i] < toMs || toMs >= last);
  }

  private static double seconds(double ms) {
    return Math.round(ms) / 1000.0;
  }

  private static void spread(double[] bounds, int from, int to, double fromMs, double toMs) {
    for (int i = from; i < to; i++) {
      bounds[i] = fromMs + (toMs - fromMs) * (i - from) / (to - from);
    }
  }
}
