// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;

/**
 * Keeps the last 8 s of one stream, and where the caller's turn started in them: half a second
 * before the first utterance since the caller last heard the assistant. Turn models are trained on
 * turns, so they get no audio from before. Positions are samples of media time. Not thread-safe.
 */
final class TurnAudio {
  /** 8 s: what a turn model takes at most. */
  static final int MAX_SAMPLES = 8_000 * MuLaw.PER_MS;

  private static final int LEAD_IN_SAMPLES = 500 * MuLaw.PER_MS;
  private static final long NEVER = Long.MIN_VALUE;

  /** Includes audio whose windows are not scored yet. */
  private final byte[] ring = new byte[MAX_SAMPLES + StreamDetector.MAX_WAITING_SAMPLES];

  private final long streamStart;
  private long end;
  private long assistantHeardUntil = NEVER;
  private long lastUtteranceEnd = NEVER;
  private long turnStart;

  /** A stream without known audio before {@code position}. */
  TurnAudio(long position) {
    streamStart = position;
    end = position;
  }

  /** Appends {@code count} samples from {@code ulaw}, starting at index {@code from}. */
  void append(byte[] ulaw, int from, int count) {
    for (int i = Math.max(0, count - ring.length); i < count; i++) {
      ring[index(end + i)] = ulaw[from + i];
    }
    end += count;
  }

  void appendSilence(int count) {
    byte[] silence = new byte[count];
    Arrays.fill(silence, MuLaw.SILENCE);
    append(silence, 0, count);
  }

  /** The caller hears the assistant until {@code position}. */
  void assistantHeardUntil(long position) {
    assistantHeardUntil = position;
  }

  /**
   * An utterance has ended.
   *
   * @param start its first sample
   * @param decided the sample at which the end was certain
   * @return the caller's turn up to there, in µ-law
   */
  byte[] utteranceEnded(long start, long decided) {
    if (lastUtteranceEnd == NEVER || lastUtteranceEnd < assistantHeardUntil) {
      turnStart = start - LEAD_IN_SAMPLES;
    }
    lastUtteranceEnd = decided;
    long from = Math.max(Math.max(turnStart, streamStart), decided - MAX_SAMPLES);
    byte[] audio = new byte[(int) Math.max(0, decided - from)];
    for (int i = 0; i < audio.length; i++) {
      audio[i] = ring[index(from + i)];
    }
    return audio;
  }

  private int index(long position) {
    return (int) Math.floorMod(position, (long) ring.length);
  }
}
