// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.events.audio.MuLaw;

/** What a key sounds like: two sines, 100 ms. */
final class Tones {
  private static final String KEYS = "123A456B789C*0#D";
  private static final int[] ROWS = {697, 770, 852, 941};
  private static final int[] COLUMNS = {1209, 1336, 1477, 1633};
  private static final int LENGTH = 100 * MuLaw.PER_MS;
  private static final double RATE = 8_000;
  private static final double LEVEL = 6_000;

  private Tones() {}

  static byte[] of(char key) {
    int place = KEYS.indexOf(key);
    double low = 2 * Math.PI * ROWS[place / 4] / RATE;
    double high = 2 * Math.PI * COLUMNS[place % 4] / RATE;
    var ulaw = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      ulaw[i] = MuLaw.encode((short) (LEVEL * (Math.sin(low * i) + Math.sin(high * i))));
    }
    return ulaw;
  }
}
