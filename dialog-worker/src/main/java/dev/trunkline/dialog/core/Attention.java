// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a call for the sake of manners. Wall clocks.
 *
 * @param begunAtMs when the call began
 * @param quietSinceMs when something was heard last, from either side
 * @param prompts how many times a silent caller was asked for since
 * @param parting true if goodbye was said and heard
 * @param warned true if the caller knows that the call will end
 * @param ending true if the call is being ended
 * @param keys what the caller types
 * @param lastKeyMs media time of the last key on the stream, −1 before the first
 * @param keyAtMs when it was pressed
 * @param unheard what the assistant said last, if it had no sound; else null
 */
public record Attention(
    long begunAtMs,
    long quietSinceMs,
    int prompts,
    boolean parting,
    boolean warned,
    boolean ending,
    String keys,
    long lastKeyMs,
    long keyAtMs,
    @Nullable String unheard) {

  /** Asks for nothing before something is heard. */
  static final Attention UNKNOWN = since(Long.MAX_VALUE / 2);

  static Attention since(long nowMs) {
    return new Attention(nowMs, nowMs, 0, false, false, false, "", -1, 0, null);
  }

  /** Something was heard. */
  Attention heard(long nowMs) {
    return new Attention(
        begunAtMs, nowMs, prompts, parting, warned, ending, keys, lastKeyMs, keyAtMs, null);
  }

  /** {@code text} was said and had no sound. */
  Attention unheard(String text, long nowMs) {
    return new Attention(
        begunAtMs, nowMs, prompts, parting, warned, ending, keys, lastKeyMs, keyAtMs, text);
  }

  /** What was heard before {@code sinceMs} is not known. */
  Attention quietSinceAtLeast(long sinceMs) {
    return new Attention(
        begunAtMs,
        Math.max(quietSinceMs, sinceMs),
        prompts,
        parting,
        warned,
        ending,
        keys,
        lastKeyMs,
        Math.max(keyAtMs, sinceMs),
        unheard);
  }

  /** The caller takes part. */
  Attention answered(long nowMs) {
    return new Attention(
        begunAtMs, nowMs, 0, false, warned, ending, keys, lastKeyMs, keyAtMs, null);
  }

  Attention prompted(long nowMs) {
    return new Attention(
        begunAtMs, nowMs, prompts + 1, parting, warned, ending, keys, lastKeyMs, keyAtMs, null);
  }

  Attention parted(long nowMs) {
    return new Attention(
        begunAtMs, nowMs, prompts, true, warned, ending, keys, lastKeyMs, keyAtMs, null);
  }

  Attention beenWarned() {
    return new Attention(
        begunAtMs, quietSinceMs, prompts, parting, true, ending, keys, lastKeyMs, keyAtMs, null);
  }

  Attention over() {
    return new Attention(
        begunAtMs, quietSinceMs, prompts, parting, warned, true, keys, lastKeyMs, keyAtMs, null);
  }

  Attention typing(String all, long mediaMs, long nowMs) {
    return new Attention(begunAtMs, nowMs, 0, false, warned, ending, all, mediaMs, nowMs, null);
  }

  /** On another stream, whose media time begins anew. */
  Attention moved(long nowMs) {
    return new Attention(begunAtMs, nowMs, 0, parting, warned, ending, keys, -1, keyAtMs, null);
  }
}
