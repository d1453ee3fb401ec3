// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.turn;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.vad.silero.SileroStream;
import java.util.Arrays;

/**
 * The last 8 s of one stream, and where in them the caller's turn began: half a second before the
 * first utterance since the assistant was last heard. The model was trained on turns, so what was
 * on the line before is not shown to it. Positions are samples of media time. Not thread-safe.
 */
public final class TurnAudio {
  /** The most that a model hears: 8 s. */
  public static final int LONGEST = 8_000 * MuLaw.PER_MS;

  private static final int LEAD_IN = 500 * MuLaw.PER_MS;
  private static final long NEVER = Long.MIN_VALUE;

  /** What has not yet been heard by the detector may be in it already. */
  private final byte[] ring = new byte[LONGEST + SileroStream.ROOM];

  private final long begin;
  private long end;
  private long assistantUntil = NEVER;
  private long lastEnd = NEVER;
  private long turn;

  /** A stream of which nothing is known before sample {@code position}. */
  public TurnAudio(long position) {
    begin = position;
    end = position;
  }

  /** Takes {@code count} samples from {@code ulaw}, beginning at {@code offset}. */
  public void append(byte[] ulaw, int offset, int count) {
    for (int i = Math.max(0, count - ring.length); i < count; i++) {
      ring[at(end + i)] = ulaw[offset + i];
    }
    end += count;
  }

  /** Takes {@code count} samples of silence. */
  public void appendSilence(int count) {
    byte[] silence = new byte[count];
    Arrays.fill(silence, MuLaw.SILENCE);
    append(silence, 0, count);
  }

  /** The assistant is heard until {@code position}. */
  public void assistantHeard(long position) {
    assistantUntil = position;
  }

  /**
   * An utterance has ended.
   *
   * @param start its first sample
   * @param decided the sample at which that was certain
   * @return the turn up to there, in µ-law
   */
  public byte[] utteranceEnded(long start, long decided) {
    if (lastEnd == NEVER || lastEnd < assistantUntil) {
      turn = start - LEAD_IN;
    }
    lastEnd = decided;
    long from = Math.max(Math.max(turn, begin), decided - LONGEST);
    byte[] audio = new byte[(int) Math.max(0, decided - from)];
    for (int i = 0; i < audio.length; i++) {
      audio[i] = ring[at(from + i)];
    }
    return audio;
  }

  private int at(long position) {
    return (int) Math.floorMod(position, (long) ring.length);
  }
}
