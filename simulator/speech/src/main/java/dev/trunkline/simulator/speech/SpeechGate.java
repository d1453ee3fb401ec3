// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/**
 * Lets through what may be speech and a little on both sides of it, so that a quiet line costs
 * nothing and long pauses do not mislead. Not the system's voice detector: it only spares work and
 * would rather let noise through than a quiet word slip. Not thread-safe.
 */
final class SpeechGate {
  /** One block: 20 ms at 16 kHz. */
  static final int BLOCK = 320;

  private static final int BEFORE_BLOCKS = 15;
  private static final int AFTER_BLOCKS = 40;

  /** -55 dBFS: quieter than any caller. */
  private static final double SILENT_RMS = 60;

  private static final double ABOVE_NOISE = 2.5;

  /** The noise estimate rises by 6 dB in 1.4 s and falls at once. */
  private static final double NOISE_RISE = 1.01;

  private static final double MAX_NOISE_RMS = 1_000;

  private final short[] before = new short[BEFORE_BLOCKS * BLOCK];
  private final short[] block = new short[BLOCK];
  private int filled;
  private int waiting;
  private int open;
  private double noise = SILENT_RMS;

  /** Takes audio that may be speech. */
  @FunctionalInterface
  interface Sink {
    void accept(short[] pcm, int offset, int length);
  }

  void accept(short[] pcm, Sink sink) {
    for (int at = 0; at < pcm.length; ) {
      int piece = Math.min(BLOCK - filled, pcm.length - at);
      System.arraycopy(pcm, at, block, filled, piece);
      filled += piece;
      at += piece;
      if (filled == BLOCK) {
        pass(sink);
        filled = 0;
      }
    }
  }

  /** Gives up the block that is not full and closes, as between two segments. */
  void flush(Sink sink) {
    if (open > 0 && filled > 0) {
      sink.accept(block, 0, filled);
    }
    filled = 0;
    waiting = 0;
    open = 0;
  }

  private void pass(Sink sink) {
    double level = RmsLevel.rms(block, 0, BLOCK);
    boolean loud = level > Math.max(SILENT_RMS, noise * ABOVE_NOISE);
    noise = Math.min(MAX_NOISE_RMS, Math.min(Math.max(level, 1), noise * NOISE_RISE));
    if (loud && open == 0) {
      sink.accept(before, before.length - waiting, waiting);
      waiting = 0;
    }
    open = loud ? AFTER_BLOCKS : Math.max(0, open - 1);
    if (open > 0) {
      sink.accept(block, 0, BLOCK);
    } else {
      remember();
    }
  }

  private void remember() {
    System.arraycopy(before, BLOCK, before, 0, before.length - BLOCK);
    System.arraycopy(block, 0, before, before.length - BLOCK, BLOCK);
    waiting = Math.min(before.length, waiting + BLOCK);
  }
}
