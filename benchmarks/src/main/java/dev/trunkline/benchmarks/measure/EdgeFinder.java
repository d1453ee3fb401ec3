// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.measure;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Finds the first and the last audible sound near an edge of speech, by loudness. */
final class EdgeFinder {
  private static final int RADIUS = 128 * MuLaw.PER_MS;
  private static final int HOP = 2 * MuLaw.PER_MS;
  private static final int FRAME = 8 * MuLaw.PER_MS;

  /** Audible frames in a row that count. */
  private static final int RUN = 5;

  private static final int FLOOR_FRAME = 20 * MuLaw.PER_MS;
  private static final double FLOOR_SHARE = 0.1;
  private static final double MARGIN_DB = 10;

  /** Quieter is the rounding of the samples. */
  private static final double MIN_FLOOR_DB = -75;

  private static final double FULL_SCALE = 32_768;

  private final short[] pcm;
  private final double audibleDb;

  EdgeFinder(short[] pcm) {
    this.pcm = pcm;
    this.audibleDb = Math.max(floorDb(), MIN_FLOOR_DB) + MARGIN_DB;
  }

  /** The first audible sound near {@code rough}, not before {@code earliest}. */
  long onset(long rough, long earliest) {
    int from = (int) Math.max(earliest, rough - RADIUS);
    int to = (int) Math.min(pcm.length, rough + RADIUS);
    for (int at = from; lastFrameOfRun(at) <= to; at += HOP) {
      if (isAudible(at)) {
        return (long) (at == from ? beginning(at, earliest) : at) + FRAME;
      }
    }
    return rough;
  }

  /** Where a sound begins that the search found in progress: the model was late. */
  private int beginning(int from, long earliest) {
    int at = from;
    while (at - HOP >= earliest && isAudible(at - HOP)) {
      at -= HOP;
    }
    return at;
  }

  /** The last audible sound near {@code rough}, from {@code earliest} to {@code latest}. */
  long end(long rough, long earliest, long latest) {
    int from = (int) Math.max(earliest, rough - RADIUS);
    int to = (int) Math.min(latest, rough + RADIUS);
    long found = rough;
    for (int at = from; lastFrameOfRun(at) <= to; at += HOP) {
      if (isAudible(at)) {
        found = (long) at + FRAME;
      }
    }
    return found;
  }

  private boolean isAudible(int from) {
    for (int i = 0; i < RUN; i++) {
      if (db(from + i * HOP, FRAME) <= audibleDb) {
        return false;
      }
    }
    return true;
  }

  private static int lastFrameOfRun(int from) {
    return from + (RUN - 1) * HOP + FRAME;
  }

  private double floorDb() {
    double[] frames =
        IntStream.range(0, pcm.length / FLOOR_FRAME)
            .mapToDouble(i -> db(i * FLOOR_FRAME, FLOOR_FRAME))
            .toArray();
    Arrays.sort(frames);
    return frames.length == 0 ? MIN_FLOOR_DB : frames[(int) (frames.length * FLOOR_SHARE)];
  }

  private double db(int from, int samples) {
    double sum = 0;
    for (int i = from; i < from + samples; i++) {
      sum += (double) pcm[i] * pcm[i];
    }
    return 20 * Math.log10(Math.max(Math.sqrt(sum / samples) / FULL_SCALE, 1e-12));
  }
}
