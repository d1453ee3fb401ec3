// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;

/**
 * What one connection after the other is fed: frames joined to chunks, and enough audio before
 * every commit.
 */
final class Feed {
  /** Scribe refuses to commit less than 300 ms; a little more for its rounding. */
  private static final int LEAST_COMMIT_MS = 320;

  /** Scribe begins to work once it has had two seconds of audio on a connection. */
  private static final int FIRST_COMMIT_MS = 2_000;

  private final Line line;
  private final byte[] chunk;
  private int filled;
  private long bytes;
  private long uncommittedBytes;

  Feed(Line line, int chunkMs) {
    this.line = line;
    this.chunk = new byte[chunkMs * MuLaw.PER_MS];
  }

  /** Another connection, which has heard nothing yet. */
  void begin() {
    filled = 0;
    bytes = 0;
    uncommittedBytes = 0;
  }

  /** Feeds audio on; what does not fill a chunk waits for more. */
  void add(byte[] ulaw) {
    for (int from = 0; from < ulaw.length; ) {
      int length = Math.min(chunk.length - filled, ulaw.length - from);
      System.arraycopy(ulaw, from, chunk, filled, length);
      filled += length;
      from += length;
      if (filled == chunk.length) {
        flush();
      }
    }
    bytes += ulaw.length;
    uncommittedBytes += ulaw.length;
  }

  void silence(long ms) {
    byte[] silence = new byte[Math.toIntExact(ms * MuLaw.PER_MS)];
    Arrays.fill(silence, MuLaw.SILENCE);
    add(silence);
  }

  /** Sends what waits. */
  void flush() {
    if (filled > 0) {
      line.send(Arrays.copyOf(chunk, filled));
      filled = 0;
    }
  }

  /** Sends what waits, with silence if it is too little, and commits it. */
  void commit() {
    long missing =
        Math.max(LEAST_COMMIT_MS - uncommittedMs(), FIRST_COMMIT_MS - bytes / MuLaw.PER_MS);
    if (missing > 0) {
      silence(missing);
    }
    flush();
    line.commit();
    uncommittedBytes = 0;
  }

  /** How much was fed since the last commit. */
  long uncommittedMs() {
    return uncommittedBytes / MuLaw.PER_MS;
  }
}
