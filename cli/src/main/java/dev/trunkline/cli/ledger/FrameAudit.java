// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.topic.InboundAudio;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The frames of one call: of every stream, each number once, without gaps, up to its end mark. */
final class FrameAudit {
  /** So much is on its way when a caller hangs up. */
  private static final long IN_FLIGHT_MS = 120;

  private record Frame(long beginMs, long endMs, int hash) {}

  private static final class Stream {
    private final Map<Long, Frame> frames = new TreeMap<>();
    private boolean ended;
  }

  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private long repeats;
  private long changed;

  void add(InboundAudio frame) {
    Stream stream = streams.computeIfAbsent(frame.streamSid(), _ -> new Stream());
    var now = new Frame(frame.mediaMs(), frame.endMs(), Arrays.hashCode(frame.ulaw()));
    Frame before = stream.frames.putIfAbsent(frame.sequence(), now);
    repeats += before == null ? 0 : 1;
    changed += before == null || before.equals(now) ? 0 : 1;
    stream.ended |= frame.isEndOfStream();
  }

  boolean areNone() {
    return streams.isEmpty();
  }

  void close(
      String callSid, CallLifecycle life, @Nullable TelephoneObservation caller, LedgerEntry page) {
    streams.forEach((sid, stream) -> close(callSid, sid, stream, life, page));
    page.repeated(repeats);
    if (changed > 0) {
      page.doubled(callSid, changed + " frames have the number of others");
    }
    long keptMs =
        streams.values().stream()
            .flatMap(stream -> stream.frames.values().stream())
            .mapToLong(frame -> frame.endMs - frame.beginMs)
            .sum();
    boolean sentHere = !life.wentOnElsewhere() && streams.keySet().stream().noneMatch(life::isLost);
    if (caller != null
        && streams.size() == 1
        && sentHere
        && keptMs < caller.audioMs() - IN_FLIGHT_MS) {
      page.lost(
          callSid, "the telephone sent %d ms, %d ms are there".formatted(caller.audioMs(), keptMs));
    }
    if (caller != null && streams.size() == 1 && keptMs > caller.audioMs() + IN_FLIGHT_MS) {
      page.doubled(
          callSid, "the telephone sent %d ms, %d ms are there".formatted(caller.audioMs(), keptMs));
    }
  }

  private static void close(
      String callSid, String sid, Stream stream, CallLifecycle life, LedgerEntry page) {
    long next = 0;
    long endMs = 0;
    for (var entry : stream.frames.entrySet()) {
      Frame frame = entry.getValue();
      if (entry.getKey() > next) {
        page.lost(callSid, "frames %d to %d of stream %s".formatted(next, entry.getKey() - 1, sid));
      } else if (frame.beginMs < endMs && frame.endMs > frame.beginMs) {
        page.doubled(
            callSid,
            "frame %d of stream %s begins before the last one ends".formatted(entry.getKey(), sid));
      }
      next = entry.getKey() + 1;
      endMs = frame.endMs;
    }
    page.count(stream.frames.size());
    if (!stream.ended && (life.isLost(sid) || life.cameBackAfter(sid))) {
      page.interrupted("the stream broke", 1);
    } else if (!stream.ended) {
      page.lost(callSid, "the end of stream " + sid);
    }
  }
}
