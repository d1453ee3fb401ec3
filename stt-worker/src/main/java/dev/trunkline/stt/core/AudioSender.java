// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.stt.core.TranscriptionAction.CommitSegment;
import dev.trunkline.stt.core.TranscriptionAction.SendAudio;
import java.util.Arrays;

/** Joins frames to chunks, and pads a commit that has less audio than Scribe needs. */
final class AudioSender {
  /** Scribe rejects a commit of less than 300 ms; a little more allows for its rounding. */
  private static final int MIN_COMMIT_MS = 320;

  /** Scribe starts to work once a connection has sent two seconds of audio. */
  private static final int MIN_FIRST_COMMIT_MS = 2_000;

  private final PendingActions actions;
  private final byte[] chunk;
  private int filled;
  private long sentBytes;
  private long uncommittedBytes;

  AudioSender(PendingActions actions, int chunkMs) {
    this.actions = actions;
    this.chunk = new byte[chunkMs * MuLaw.PER_MS];
  }

  /** Another connection, which got nothing yet. */
  void reset() {
    filled = 0;
    sentBytes = 0;
    uncommittedBytes = 0;
  }

  /** Sends the chunks that become full; the rest waits for more audio. */
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
    sentBytes += ulaw.length;
    uncommittedBytes += ulaw.length;
  }

  void addSilence(long ms) {
    byte[] silence = new byte[Math.toIntExact(ms * MuLaw.PER_MS)];
    Arrays.fill(silence, MuLaw.SILENCE);
    add(silence);
  }

  /** Sends a chunk that is not full. */
  void flush() {
    if (filled > 0) {
      actions.add(new SendAudio(Arrays.copyOf(chunk, filled)));
      filled = 0;
    }
  }

  /** Sends what waits, padded with silence if it is too little, and commits it. */
  void commit() {
    long missingMs =
        Math.max(MIN_COMMIT_MS - uncommittedMs(), MIN_FIRST_COMMIT_MS - sentBytes / MuLaw.PER_MS);
    if (missingMs > 0) {
      addSilence(missingMs);
    }
    flush();
    actions.add(new CommitSegment());
    uncommittedBytes = 0;
  }

  /** Audio since the last commit. */
  long uncommittedMs() {
    return uncommittedBytes / MuLaw.PER_MS;
  }
}
