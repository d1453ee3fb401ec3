// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import java.util.random.RandomGenerator;

/**
 * Makes the schedulers of a worker's calls, which share a cache of fixed texts. Thread-safe.
 *
 * @param random thread-safe; spreads the retries of calls
 */
public record SchedulerFactory(
    SpeechLimits limits, OutputFormat format, SpeechCache cache, RandomGenerator random) {

  /**
   * The scheduler of a new call.
   *
   * @param voice identifies the voice in the cache
   */
  public SpeechScheduler create(String callSid, String voice, long nowNanos) {
    return new SpeechScheduler(callSid, limits, format, cache.ofVoice(voice), random, nowNanos);
  }
}
