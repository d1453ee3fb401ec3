// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import java.time.Duration;

/**
 * Timeouts, budgets and limits of a call's synthesis.
 *
 * @param maxContexts contexts in use on one socket, including those being closed; the provider
 *     closes the socket at the sixth
 * @param retryBudget how many failures in a row, without a finished segment between, are retried
 * @param backoff wait before the first retry; doubles with each, and is shortened at random by up
 *     to half
 * @param maxBackoff upper bound of these waits
 * @param leadingSilenceMs silence that may stay before the first word of a turn; the rest of what
 *     the voice gives is trimmed
 * @param firstAudioTimeout how long the provider may send nothing while audio is due
 * @param providers how many there are: 1, or 2 with a fallback
 */
public record SpeechLimits(
    int maxContexts,
    int retryBudget,
    Duration backoff,
    Duration maxBackoff,
    int leadingSilenceMs,
    Duration firstAudioTimeout,
    int providers) {

  /** The same with another first wait. */
  public SpeechLimits withBackoff(Duration first) {
    return new SpeechLimits(
        maxContexts,
        retryBudget,
        first,
        maxBackoff,
        leadingSilenceMs,
        firstAudioTimeout,
        providers);
  }
}
