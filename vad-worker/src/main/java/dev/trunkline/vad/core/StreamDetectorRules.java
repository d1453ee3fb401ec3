// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

/**
 * How the audio of a stream becomes speech events.
 *
 * @param speech when probabilities are speech
 * @param warmupMs audio that is scored before a decision counts, and that a successor therefore
 *     reads before an utterance
 * @param gapFillMs the longest gap in the audio that is filled with silence; a longer one restarts
 *     the stream
 * @param judgesTurns whether a turn model judges the caller's turns
 */
public record StreamDetectorRules(
    DetectorRules speech, int warmupMs, int gapFillMs, boolean judgesTurns) {}
