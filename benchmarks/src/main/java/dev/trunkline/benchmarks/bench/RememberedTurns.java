// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.events.Event;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the assistant meant to say in its turns and what it remembers of them, to be held against
 * what the telephone played. For any thread.
 */
final class RememberedTurns {
  /** The stand-in's voice gives every letter, and the space after a word, so long. */
  private static final int MS_A_LETTER = 65;

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private record Turn(String callSid, int number) {}

  private final Map<Turn, Map<Integer, String>> meant = new ConcurrentHashMap<>();
  private final Map<String, AssistantHeard> remembered = new ConcurrentHashMap<>();

  void accept(Event event) {
    switch (event) {
      case SegmentWritten piece ->
          meant
              .computeIfAbsent(new Turn(piece.callSid(), piece.turn()), turn -> new TreeMap<>())
              .putIfAbsent(piece.segment(), piece.text());
      case AssistantHeard heard -> {
        if (heard.interrupted()) {
          remembered.put(heard.callSid(), heard);
        }
      }
      default -> {
        // Not what was said.
      }
    }
  }

  /**
   * How many words the memory of a call's interrupted turn is off.
   *
   * @param playedMs how much of the turn the caller could hear
   * @return words remembered less words begun; empty if nothing was interrupted
   */
  OptionalInt wordsOff(String callSid, double playedMs) {
    AssistantHeard heard = remembered.get(callSid);
    if (heard == null) {
      return OptionalInt.empty();
    }
    String text =
        String.join("", meant.getOrDefault(new Turn(callSid, heard.turn()), Map.of()).values());
    int begun = 0;
    int atMs = 0;
    for (String word : SPACES.splitAsStream(text.strip()).toList()) {
      if (atMs < playedMs) {
        begun++;
      }
      atMs += (word.length() + 1) * MS_A_LETTER;
    }
    String told = heard.text().strip();
    return OptionalInt.of((told.isEmpty() ? 0 : (int) SPACES.splitAsStream(told).count()) - begun);
  }
}
