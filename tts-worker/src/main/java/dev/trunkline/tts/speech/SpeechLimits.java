// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import java.time.Duration;

/**
 * How patient a call is with its provider.
 *
 * @param maxContexts contexts in use on one socket, those being closed included; the provider
 *     closes the socket at the sixth
 * @param retryBudget failures in a row, without a segment finished between, that are tried again
 * @param backoff before the first new attempt; doubles with each, and is shortened at random by up
 *     to half
 * @param maxBackoff the longest of these waits
 * @param leadInMs silence that may stay before the first word of a turn; what the voice gives
 *     beyond that is taken away
 * @param firstAudioTimeout how long the provider may stay silent when it owes us something
 * @param providers how many there are: one, or a second that stands in for the first
 */
public record SpeechLimits(
    int maxContexts,
    int retryBudget,
    Duration backoff,
    Duration maxBackoff,
    int leadInMs,
    Duration firstAudioTimeout,
    int providers) {}
