// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.audio.MuLaw;

/** Where a frame belongs among those that came before it on its stream. */
final class FrameOrder {
  /**
   * A frame's media time may be this far from what the bytes before it say, with no frame missing:
   * Twilio's time stamps wobble by a few milliseconds. More is audio that never reached us.
   */
  static final int SLACK = 100 * MuLaw.PER_MS;

  private final long longestGap;
  private long lastSequence;

  /** The order after a stream's first frame, which had number {@code sequence}. */
  FrameOrder(long sequence, int gapFillMs) {
    this.lastSequence = sequence;
    this.longestGap = (long) gapFillMs * MuLaw.PER_MS;
  }

  /** A frame's place. */
  sealed interface Place {
    /** It was here before, and is to be skipped. */
    record Repeated() implements Place {}

    /** It is next, after {@code silence} samples that are missing. */
    record Next(long missingFrames, int silence) implements Place {}

    /** It is so far from the last one that the stream begins anew with it. */
    record Elsewhere(long missingFrames) implements Place {}
  }

  private static final Place REPEATED = new Place.Repeated();
  private static final Place NEXT = new Place.Next(0, 0);

  /**
   * Places the frame with number {@code sequence}.
   *
   * @param position where its audio belongs, by its own media time
   * @param end where the audio before it ended
   */
  Place place(long sequence, long position, long end) {
    if (sequence <= lastSequence) {
      return REPEATED;
    }
    long missingFrames = sequence - lastSequence - 1;
    long gap = position - end;
    lastSequence = sequence;
    if (Math.abs(gap) > Math.max(longestGap, SLACK)) {
      return new Place.Elsewhere(missingFrames);
    }
    boolean fill = gap > (missingFrames > 0 ? 0 : SLACK);
    return missingFrames == 0 && !fill ? NEXT : new Place.Next(missingFrames, fill ? (int) gap : 0);
  }
}
