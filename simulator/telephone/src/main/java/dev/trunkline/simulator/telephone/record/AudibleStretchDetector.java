// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

import dev.trunkline.events.audio.MuLaw;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the audible stretches of a track by energy, as it goes by. A window of 10 ms is audible if
 * its root mean square reaches the threshold; the edges of a stretch are the first and the last
 * sample that do. Silences shorter than the gap do not end a stretch. Not for several threads.
 */
public final class AudibleStretchDetector {
  private static final int WINDOW = 10 * MuLaw.PER_MS;

  private final int threshold;
  private final long gap;
  private final List<SoundStretch> stretches = new ArrayList<>();
  private long window = Long.MIN_VALUE;
  private double energy;
  private long first = -1;
  private long last;

  /**
   * A track in which nothing has been heard.
   *
   * @param thresholdRms of 16-bit samples
   * @param gapMs the shortest silence between two stretches
   */
  public AudibleStretchDetector(int thresholdRms, int gapMs) {
    threshold = thresholdRms;
    gap = Samples.ofMs(gapMs);
  }

  /** The audible part of {@code ulaw}, from its first audible sample to after its last. */
  public static SoundStretch span(byte[] ulaw, int thresholdRms) {
    var loudness = new AudibleStretchDetector(thresholdRms, Integer.MAX_VALUE / WINDOW);
    loudness.add(0, ulaw, 0, ulaw.length);
    loudness.advance(ulaw.length + WINDOW);
    List<SoundStretch> found = loudness.stretches();
    return found.isEmpty() ? new SoundStretch(0, ulaw.length) : found.getFirst();
  }

  /** Sound at {@code position}; positions never go back. */
  public void add(long position, byte[] ulaw, int from, int length) {
    for (int i = 0; i < length; i++) {
      long at = position + i;
      if (at / WINDOW != window) {
        close();
        window = at / WINDOW;
      }
      int sample = MuLaw.decode(ulaw[from + i]);
      energy += (double) sample * sample;
      if (Math.abs(sample) >= threshold) {
        first = first < 0 ? at : first;
        last = at;
      }
    }
  }

  /** Nothing more will come before {@code position}. */
  public void advance(long position) {
    if (window != Long.MIN_VALUE && position / WINDOW > window) {
      close();
      window = Long.MIN_VALUE;
    }
  }

  /** The stretches so far, in order; the last one may still grow. */
  public List<SoundStretch> stretches() {
    return List.copyOf(stretches);
  }

  /** How many stretches there are so far. */
  public int count() {
    return stretches.size();
  }

  /** The last stretch; ask {@link #count} first. */
  public SoundStretch latest() {
    return stretches.getLast();
  }

  private void close() {
    if (first >= 0 && energy >= (double) threshold * threshold * WINDOW) {
      extend(first, last + 1);
    }
    energy = 0;
    first = -1;
  }

  private void extend(long from, long to) {
    if (!stretches.isEmpty() && from - stretches.getLast().to() < gap) {
      stretches.set(stretches.size() - 1, new SoundStretch(stretches.getLast().from(), to));
    } else {
      stretches.add(new SoundStretch(from, to));
    }
  }
}
