// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.telephone.record.Samples;
import java.util.random.RandomGenerator;

/**
 * The way from the caller's loudspeaker to the microphone: adds what was played some time ago, and
 * the noise of the line, to what the caller says. Positions are the call's. Not for several
 * threads.
 */
final class EchoPath {
  /** Half a second longer than the longest delay. */
  private final short[] played = new short[(int) Samples.ofMs(Echo.MAX_DELAY_MS + 500)];

  private final Echo echo;
  private final RandomGenerator random;
  private final int delay;
  private long playedUntil;

  EchoPath(Echo echo, RandomGenerator random) {
    this.echo = echo;
    this.random = random;
    delay = (int) Samples.ofMs(echo.delayMs());
  }

  /** The loudspeaker plays {@code length} samples at {@code position}, in order. */
  void played(long position, byte[] ulaw, int from, int length) {
    if (echo.isSilent()) {
      return;
    }
    for (long silent = Math.max(playedUntil, position - played.length);
        silent < position;
        silent++) {
      played[index(silent)] = 0;
    }
    for (int i = 0; i < length; i++) {
      played[index(position + i)] = MuLaw.decode(ulaw[from + i]);
    }
    playedUntil = position + length;
  }

  /**
   * Adds to {@code frame} what the microphone picks up at {@code position}.
   *
   * @param speaking false if the frame is only the line's own silence, which an echo drowns
   */
  void addTo(byte[] frame, long position, boolean speaking) {
    if (echo.isSilent()) {
      return;
    }
    for (int i = 0; i < frame.length; i++) {
      short heard = Echo.attenuated(at(position + i - delay), echo.gainDb());
      double noise = echo.noiseRms() == 0 ? 0 : echo.noiseRms() * random.nextGaussian();
      if (heard != 0 || noise != 0) {
        double own = speaking ? MuLaw.decode(frame[i]) : 0;
        frame[i] =
            MuLaw.encode((short) Math.clamp(own + heard + noise, Short.MIN_VALUE, Short.MAX_VALUE));
      }
    }
  }

  private short at(long position) {
    boolean known = position >= Math.max(0, playedUntil - played.length) && position < playedUntil;
    return known ? played[index(position)] : 0;
  }

  private int index(long position) {
    return (int) (position % played.length);
  }
}
