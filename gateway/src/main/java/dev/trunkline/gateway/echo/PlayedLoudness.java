// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.echo;

import dev.trunkline.events.audio.MuLaw;

/**
 * How loud the assistant is when, in slots of 10 ms: for the last two seconds and what was sent
 * ahead. Times are {@link System#nanoTime}. Thread-safe: written by the play-out, read by the
 * stream's socket.
 */
public final class PlayedLoudness {
  private static final long SLOT_NANOS = 10_000_000;
  private static final int SLOT_SAMPLES = 10 * MuLaw.PER_MS;

  /** 4 s. */
  private static final int SLOTS = 400;

  private final float[] loudness = new float[SLOTS];
  private final long[] slotOf = new long[SLOTS];

  public PlayedLoudness() {
    java.util.Arrays.fill(slotOf, Long.MIN_VALUE);
  }

  /** {@code ulaw} begins to play at {@code startNanos}. */
  public synchronized void plays(byte[] ulaw, long startNanos) {
    long slot = Math.floorDiv(startNanos + SLOT_NANOS / 2, SLOT_NANOS);
    for (int from = 0; from < ulaw.length; from += SLOT_SAMPLES) {
      int at = index(slot);
      slotOf[at] = slot;
      loudness[at] = (float) Loudness.of(ulaw, from, Math.min(ulaw.length, from + SLOT_SAMPLES));
      slot++;
    }
  }

  /** Nothing of what was to play from {@code nanos} on will. */
  public synchronized void stops(long nanos) {
    long slot = Math.floorDiv(nanos, SLOT_NANOS);
    for (int i = 0; i < SLOTS; i++) {
      if (slotOf[i] >= slot) {
        slotOf[i] = Long.MIN_VALUE;
      }
    }
  }

  /**
   * Fills {@code into} with the loudness of spans of 20 ms: the first ends at {@code endNanos},
   * each next one 20 ms earlier.
   */
  synchronized void before(long endNanos, double[] into) {
    long slot = Math.floorDiv(endNanos + SLOT_NANOS / 2, SLOT_NANOS) - 1;
    for (int i = 0; i < into.length; i++) {
      double later = at(slot - 2L * i);
      double earlier = at(slot - 2L * i - 1);
      into[i] = Math.sqrt((later * later + earlier * earlier) / 2);
    }
  }

  private double at(long slot) {
    int index = index(slot);
    return slotOf[index] == slot ? loudness[index] : 0;
  }

  private static int index(long slot) {
    return (int) Math.floorMod(slot, (long) SLOTS);
  }
}
