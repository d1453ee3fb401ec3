// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

/**
 * Something that happened on the line.
 *
 * @param atMs on the call's axis
 * @param detail a mark's name, a key, a stream's sid, an utterance's words; empty if there is none
 */
public record LineEvent(double atMs, Kind kind, String detail) {
  /** What happened. */
  public enum Kind {
    /** A media stream was taken up. */
    STREAM_STARTED,
    /** It ended. */
    STREAM_ENDED,
    /** The caller began to say something. */
    CALLER_SPEAKS,
    /** The caller has said it. */
    CALLER_SAID,
    /** The caller pressed a key. */
    KEY_PRESSED,
    /** The gateway's {@code clear} arrived; audio not yet played was dropped. */
    CLEARED,
    /** A mark went back because all before it had been played. */
    MARK_PLAYED,
    /** A mark went back because of a {@code clear}. */
    MARK_FLUSHED,
    /** Audio arrived when as much as Twilio holds was waiting already; it was dropped. */
    AUDIO_REFUSED,
    /** Twilio itself spoke ({@code <Say>}, {@code <Play>}); there is no sound of it. */
    TWILIO_SPEAKS,
    /**
     * Twilio pressed keys on the line ({@code <Play digits>}), which the detail names; likewise.
     */
    KEYS_SENT
  }
}
