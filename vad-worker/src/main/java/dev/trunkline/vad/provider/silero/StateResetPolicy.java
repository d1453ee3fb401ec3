// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

/**
 * When the model's recurrent state of a stream is reset. At 8 kHz the model stops detecting speech
 * in steady noise if its state is never reset; reset on a bare timer, it misses words. So: in the
 * first pause after each full period of <em>media time</em>. (Counting the age of the state instead
 * would reset at another moment in a worker that takes the stream over, which would then date the
 * start of speech up to 160 ms apart.)
 *
 * @param everyMs the period
 * @param quietMs how long the pause must have lasted
 * @param below a window is quiet if its probability of speech is under this
 */
public record StateResetPolicy(int everyMs, int quietMs, double below) {}
