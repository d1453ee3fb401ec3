// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

import dev.trunkline.events.audio.MuLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a recording, kept as µ-law in blocks of a second; a silent second takes no room.
 * Sound beyond the capacity is not kept. Not for several threads.
 */
final class Track {
  private static final int BLOCK = 1_000 * MuLaw.PER_MS;

  private final long capacity;
  private final List<byte @Nullable []> blocks = new ArrayList<>();

  Track(long capacitySamples) {
    capacity = capacitySamples;
  }

  void put(long position, byte[] ulaw, int from, int length) {
    int keep = Math.clamp(capacity - position, 0, length);
    for (int done = 0; done < keep; ) {
      long at = position + done;
      int offset = (int) (at % BLOCK);
      int step = Math.min(keep - done, BLOCK - offset);
      System.arraycopy(ulaw, from + done, block((int) (at / BLOCK)), offset, step);
      done += step;
    }
  }

  /** The samples up to {@code length}; silence where nothing was put. */
  short[] pcm(long length) {
    var pcm = new short[Math.toIntExact(Math.min(length, capacity))];
    for (int i = 0; i < blocks.size(); i++) {
      byte[] block = blocks.get(i);
      if (block == null) {
        continue;
      }
      int start = i * BLOCK;
      for (int k = 0; k < BLOCK && start + k < pcm.length; k++) {
        pcm[start + k] = MuLaw.decode(block[k]);
      }
    }
    return pcm;
  }

  private byte[] block(int number) {
    while (blocks.size() <= number) {
      blocks.add(null);
    }
    byte[] block = blocks.get(number);
    if (block == null) {
      block = new byte[BLOCK];
      Arrays.fill(block, MuLaw.SILENCE);
      blocks.set(number, block);
    }
    return block;
  }
}
