package dev.trunkline.standalone.ledger;

import dev.trunkline.common.topic.OutboundAudio;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The assistant's voice: of every segment each chunk once, all of its text, and played as long. */
final class Speech {
  /** Media time is told in frames, and playing ends with a mark that has its way to go. */
  private static final long ROUNDING_MS = 400;

  private record Chunk(String text, boolean last, int bytes, int hash) {}

  private final Map<Integer, Map<Integer, Map<Integer, Chunk>>> turns = new TreeMap<>();
  private long repeats;
  private long changed;

  void take(OutboundAudio audio) {
    var chunk =
        new Chunk(
            audio.text(),
            audio.end() != OutboundAudio.End.NOTHING,
            audio.ulaw().length,
            Arrays.hashCode(audio.ulaw()));
    Chunk before =
        turns
            .computeIfAbsent(audio.turn(), _ -> new TreeMap<>())
            .computeIfAbsent(audio.segment(), _ -> new TreeMap<>())
            .putIfAbsent(audio.chunk(), chunk);
    repeats += before == null ? 0 : 1;
    changed += before == null || before.text().equals(chunk.text()) ? 0 : 1;
  }

  void close(String callSid, CallLife life, Turns said, Page page) {
    page.repeated(repeats);
    if (changed > 0) {
      page.doubled(callSid, changed + " chunks were written again with other words");
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

  private String wrong(int turn, int segment, String text) {
    Map<Integer, Chunk> chunks =
        turns.getOrDefault(turn, Map.of()).getOrDefault(segment, new TreeMap<>());
    if (chunks.isEmpty()) {
      return text.isBlank() ? "" : "all sound";
    }
    var joined = new StringBuilder();
    boolean ended = false;
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (chunk == null) {
        return "chunk " + i;
      }
      joined.append(chunk.text());
      ended = chunk.last();
    }
    return !ended ? "the end" : joined.toString().strip().equals(text.strip()) ? "" : "some words";
  }

  private void played(String callSid, int turn, Turns said, Page page) {
    long bytes =
        turns.getOrDefault(turn, Map.of()).values().stream()
            .flatMap(chunks -> chunks.values().stream())
            .mapToLong(Chunk::bytes)
            .sum();
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
