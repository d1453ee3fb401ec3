// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.silero;

/**
 * When the model's memory of a stream is wiped. At 8 kHz the model goes deaf in steady noise if it
 * is never wiped; wiped on a bare timer, it loses words. So: in the first pause after each full
 * period of <em>media time</em>. (Counting the memory's age instead would wipe at another moment in
 * a worker that takes the stream over, and it would then hear onsets up to 160 ms apart.)
 *
 * @param everyMs the period
 * @param quietMs how long the line must have been quiet
 * @param below a window is quiet if its probability of speech is under this
 */
public record QuietReset(int everyMs, int quietMs, double below) {}
