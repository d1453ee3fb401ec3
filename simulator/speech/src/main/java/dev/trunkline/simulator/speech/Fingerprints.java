// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.events.audio.MuLaw;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where in which recording a few milliseconds of audio come from: an index of the hashes of 3 ms of
 * µ-law codes, of which one in sixteen is kept, chosen by its own value, so that both sides choose
 * alike. Stretches with few different codes (silence) are not kept. Thread-safe.
 */
final class Fingerprints {
  /** Codes under one hash: 3 ms at 8 kHz. */
  static final int SPAN = 24;

  private static final int MIN_DIFFERENT_CODES = 8;
  private static final long KEPT = 0xFL << 40;
  private static final long PRIME = 0x100000001B3L;
  private static final long HIGHEST = power(SPAN - 1);

  /** What a recording says, and from which code to which. */
  record Recording(String text, int speechStart, int speechEnd) {}

  /** A place in a recording: the number of the code after the hashed ones. */
  record Place(Recording recording, int position) {}

  private static final Place AMBIGUOUS = new Place(new Recording("", 0, 0), 0);

  private final Map<Long, Place> places = new ConcurrentHashMap<>();

  void add(Recording recording, byte[] muLaw) {
    var roller = new Roller();
    for (int i = 0; i < muLaw.length; i++) {
      if (roller.add(MuLaw.decode(muLaw[i]))) {
        Place place = new Place(recording, i + 1);
        places.merge(
            roller.hash(),
            place,
            (a, b) -> a.recording.text().equals(b.recording.text()) ? a : AMBIGUOUS);
      }
    }
  }

  /** The place a hash comes from, or null if it is not known or not unique. */
  @Nullable Place find(long hash) {
    Place place = places.get(hash);
    return AMBIGUOUS.equals(place) ? null : place;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= PRIME;
    }
    return power;
  }

  /** Hashes the last {@link #SPAN} samples, one more at a time. */
  static final class Roller {
    private final byte[] last = new byte[SPAN];
    private final int[] counts = new int[256];
    private int different;
    private int seen;
    private long rolling;
    private long hash;

    /** Takes a sample as µ-law decodes it; true if the hash of the last ones is one to keep. */
    boolean add(short sample) {
      byte code = MuLaw.encode(sample);
      int slot = seen % SPAN;
      if (seen >= SPAN) {
        rolling -= ((last[slot] & 0xFF) + 1) * HIGHEST;
        different -= --counts[last[slot] & 0xFF] == 0 ? 1 : 0;
      }
      last[slot] = code;
      different += counts[code & 0xFF]++ == 0 ? 1 : 0;
      rolling = rolling * PRIME + (code & 0xFF) + 1;
      seen = seen + 1 >= 2 * SPAN ? seen + 1 - SPAN : seen + 1;
      hash = rolling * 0x9E3779B97F4A7C15L;
      return seen >= SPAN && different >= MIN_DIFFERENT_CODES && (hash & KEPT) == 0;
    }

    long hash() {
      return hash;
    }
  }
}
