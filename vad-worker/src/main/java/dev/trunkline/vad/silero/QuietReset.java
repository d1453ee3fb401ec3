package dev.trunkline.vad.silero;

/**
 * When the model's memory of a stream is wiped. At 8 kHz the model goes deaf in steady noise if it
 * is never wiped; wiped on a bare timer, it loses words. So: in the first pause after a while.
 *
 * @param afterMs how old the memory must be at least
 * @param quietMs how long the line must have been quiet
 * @param below a window is quiet if its probability of speech is under this
 */
public record QuietReset(int afterMs, int quietMs, double below) {}
