// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The assistant's voice: of every segment all of its text, in no other words, and played as long.
 */
final class SpeechAudit {
  /** Media time is counted in frames, and playback ends with a mark that takes a round trip. */
  private static final long ROUNDING_MS = 400;

  private final Map<Integer, Map<Integer, SpokenSegment>> turns = new TreeMap<>();

  void add(OutboundAudio audio) {
    turns
        .computeIfAbsent(audio.turn(), _ -> new TreeMap<>())
        .computeIfAbsent(audio.segment(), _ -> new SpokenSegment())
        .add(audio);
  }

  void close(String callSid, CallLifecycle life, TurnAudit said, LedgerEntry page) {
    page.repeated(all().mapToLong(SpokenSegment::repeats).sum());
    long changed = all().mapToLong(SpokenSegment::changed).sum();
    if (changed > 0) {
      page.doubled(callSid, changed + " times something was said again in other words");
    }
    said.segments()
        .forEach((turn, segments) ->
            segments.forEach((segment, text) -> {
              String wrong = wrong(turn, segment, text);
              if (!wrong.isEmpty()) {
                said.excuse(turn, life)
                    .ifPresentOrElse(
                        cause -> page.interrupted(cause, 1),
                        () ->
                            page.lost(
                                callSid,
                                wrong + " of turn %d, segment %d".formatted(turn, segment)));
              }
            }));
    turns.keySet().forEach(turn -> played(callSid, turn, said, page));
  }

  private Stream<SpokenSegment> all() {
    return turns.values().stream().flatMap(segments -> segments.values().stream());
  }

  private String wrong(int turn, int segment, String text) {
    SpokenSegment sound = turns.getOrDefault(turn, Map.of()).get(segment);
    if (sound == null) {
      return text.isBlank() ? "" : "all sound";
    }
    return sound.missing(text);
  }

  private void played(String callSid, int turn, TurnAudit said, LedgerEntry page) {
    long bytes =
        turns.getOrDefault(turn, Map.of()).values().stream().mapToLong(SpokenSegment::bytes).sum();
    page.count(bytes);
    said.playedMs(turn)
        .filter(ms -> ms < bytes / 8 - ROUNDING_MS)
        .ifPresent(ms ->
            page.lost(
                callSid,
                "turn %d has %d ms of sound and was played for %d ms"
                    .formatted(turn, bytes / 8, ms)));
  }
}
