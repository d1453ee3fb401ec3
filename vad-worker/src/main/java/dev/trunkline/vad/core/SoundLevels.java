// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import dev.trunkline.events.audio.MuLaw;

/**
 * How loud a stream was lately, to find where its last word really ended: the model judges windows
 * of 32 ms, and its probability falls later or earlier than the sound. Positions are samples of
 * media time.
 */
final class SoundLevels {
  /** How far from the model's end the sound may end. */
  private static final int RADIUS = 128 * MuLaw.PER_MS;

  private static final int BLOCK = 2 * MuLaw.PER_MS;
  private static final int FRAME_BLOCKS = 4;

  /** Audible frames, one block apart, that are a sound. */
  private static final int RUN = 5;

  /** A second, which is more than the silence wait and the radius. */
  private static final int KEPT_BLOCKS = 1_000 * MuLaw.PER_MS / BLOCK;

  private static final int FLOOR_BLOCKS = 10;
  private static final double FLOOR_SHARE = 0.1;
  private static final int MIN_FLOOR_DB = -75;
  private static final int MARGIN_DB = 10;
  private static final double FULL_SCALE = 32_768;
  private static final double[] POWER = new double[256];

  static {
    for (int code = 0; code < POWER.length; code++) {
      double sample = MuLaw.decode((byte) code) / FULL_SCALE;
      POWER[code] = sample * sample;
    }
  }

  private final double[] blocks = new double[KEPT_BLOCKS];

  /** How many stretches of 20 ms had each loudness, from 0 dB down. */
  private final long[] floorCounts = new long[-MIN_FLOOR_DB + 1];

  private final long origin;
  private long samples;
  private double power;
  private double floorPower;
  private long floorTotal;

  /** The next sample is at {@code position}. */
  SoundLevels(long position) {
    origin = position;
  }

  void add(byte[] ulaw, int from, int count) {
    for (int i = from; i < from + count; i++) {
      add(POWER[ulaw[i] & 0xff]);
    }
  }

  void addSilence(int count) {
    for (int i = 0; i < count; i++) {
      add(0);
    }
  }

  /** The sample after the last audible one near {@code end}; {@code end} if there is none. */
  long lastSound(long end) {
    double audible = Math.pow(10, (floorDb() + MARGIN_DB) / 10.0);
    long last = samples / BLOCK;
    long first = Math.max(last - KEPT_BLOCKS, 0);
    long from = Math.max(first, (end - RADIUS - origin) / BLOCK);
    long to = Math.min(last, (end + RADIUS - origin) / BLOCK) - RUN - FRAME_BLOCKS + 1;
    for (long block = to; block >= from; block--) {
      if (isSound(block, audible)) {
        return origin + (block + FRAME_BLOCKS) * BLOCK;
      }
    }
    return end;
  }

  private boolean isSound(long block, double audible) {
    for (int i = 0; i < RUN; i++) {
      double sum = 0;
      for (int j = 0; j < FRAME_BLOCKS; j++) {
        sum += blocks[(int) ((block + i + j) % KEPT_BLOCKS)];
      }
      if (sum <= audible * FRAME_BLOCKS * BLOCK) {
        return false;
      }
    }
    return true;
  }

  private void add(double samplePower) {
    power += samplePower;
    samples++;
    if (samples % BLOCK == 0) {
      long block = samples / BLOCK - 1;
      blocks[(int) (block % KEPT_BLOCKS)] = power;
      floorPower += power;
      power = 0;
      if ((block + 1) % FLOOR_BLOCKS == 0) {
        countFloor(floorPower / (FLOOR_BLOCKS * BLOCK));
        floorPower = 0;
      }
    }
  }

  private void countFloor(double meanPower) {
    double db = meanPower == 0 ? MIN_FLOOR_DB : 10 * Math.log10(meanPower);
    floorCounts[(int) Math.round(Math.clamp(-db, 0, -MIN_FLOOR_DB))]++;
    floorTotal++;
  }

  /** The loudness that a tenth of the stream does not exceed. */
  private int floorDb() {
    long quiet = 0;
    for (int below = floorCounts.length - 1; below > 0; below--) {
      quiet += floorCounts[below];
      if (quiet > floorTotal * FLOOR_SHARE) {
        return -below;
      }
    }
    return MIN_FLOOR_DB;
  }
}
