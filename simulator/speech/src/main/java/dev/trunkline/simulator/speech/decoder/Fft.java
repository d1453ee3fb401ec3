// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.Arrays;

/** The power spectrum of a real frame by a radix-2 Fourier transform. Immutable tables. */
final class Fft {
  private final int size;
  private final float[] cos;
  private final float[] sin;
  private final int[] reversed;

  Fft(int size) {
    this.size = size;
    cos = new float[size / 2];
    sin = new float[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cos[i] = (float) Math.cos(2 * Math.PI * i / size);
      sin[i] = (float) -Math.sin(2 * Math.PI * i / size);
    }
    reversed = new int[size];
    int bits = Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      reversed[i] = Integer.reverse(i) >>> (32 - bits);
    }
  }

  int size() {
    return size;
  }

  /** Writes |X(k)|², k = 0…size/2, of the frame in {@code re}, which is destroyed. */
  void power(float[] re, float[] im, float[] power) {
    Arrays.fill(im, 0);
    for (int i = 0; i < size; i++) {
      int j = reversed[i];
      if (i < j) {
        float t = re[i];
        re[i] = re[j];
        re[j] = t;
      }
    }
    for (int half = 1; half < size; half *= 2) {
      butterflies(re, im, half);
    }
    for (int k = 0; k <= size / 2; k++) {
      power[k] = re[k] * re[k] + im[k] * im[k];
    }
  }

  private void butterflies(float[] re, float[] im, int half) {
    int step = size / (2 * half);
    for (int start = 0; start < size; start += 2 * half) {
      for (int k = 0; k < half; k++) {
        float c = cos[k * step];
        float s = sin[k * step];
        int a = start + k;
        int b = a + half;
        float tr = c * re[b] - s * im[b];
        float ti = c * im[b] + s * re[b];
        re[b] = re[a] - tr;
        im[b] = im[a] - ti;
        re[a] += tr;
        im[a] += ti;
      }
    }
  }
}
