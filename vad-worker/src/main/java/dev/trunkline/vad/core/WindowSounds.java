// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static dev.trunkline.vad.core.StreamDetector.WINDOW_SAMPLES;

import dev.trunkline.events.audio.MuLaw;

/**
 * How loud the windows that wait to be scored are, and how much of each is the assistant's echo.
 * Positions are samples. Not thread-safe.
 */
final class WindowSounds {
  /** The windows that may wait, and the one that is not complete. */
  private static final int WINDOWS = StreamDetector.MAX_WAITING_SAMPLES / WINDOW_SAMPLES + 2;

  private final double[] energy = new double[WINDOWS];
  private final int[] echo = new int[WINDOWS];

  /**
   * The sound of one window.
   *
   * @param rms root mean square of its 16-bit samples
   * @param echo true if at least half of it is the assistant's echo
   */
  record Sound(double rms, boolean echo) {}

  /** Adds {@code count} samples from {@code ulaw}, whose place is {@code position}. */
  void add(long position, byte[] ulaw, int from, int count, boolean isEcho) {
    for (int done = 0; done < count; ) {
      int window = index(position + done);
      int left = WINDOW_SAMPLES - Math.floorMod(position + done, WINDOW_SAMPLES);
      int stretch = Math.min(count - done, left);
      energy[window] += energy(ulaw, from + done, stretch);
      echo[window] += isEcho ? stretch : 0;
      done += stretch;
    }
  }

  private static double energy(byte[] ulaw, int from, int count) {
    double energy = 0;
    for (int i = from; i < from + count; i++) {
      double sample = MuLaw.decode(ulaw[i]);
      energy += sample * sample;
    }
    return energy;
  }

  /** The window that starts at {@code window}; its place is free from then on. */
  Sound take(long window) {
    int index = index(window);
    var sound =
        new Sound(Math.sqrt(energy[index] / WINDOW_SAMPLES), 2 * echo[index] >= WINDOW_SAMPLES);
    energy[index] = 0;
    echo[index] = 0;
    return sound;
  }

  private static int index(long position) {
    return (int) Math.floorMod(Math.floorDiv(position, (long) WINDOW_SAMPLES), (long) WINDOWS);
  }
}
