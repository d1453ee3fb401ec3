// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static dev.trunkline.runtime.settings.Component.STT_WORKER;

import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.stt.core.TranscriptionLimits;
import dev.trunkline.stt.provider.ScribeSettings;

/**
 * How the worker behaves; {@link TranscriptionLimits} explains each number.
 *
 * @param vadEnabled true if our own detector reports where utterances start and end
 */
public record SttSettings(
    boolean vadEnabled,
    int scribeSilenceMs,
    int connectTimeoutMs,
    int chunkMs,
    int prerollMs,
    int retainedMs,
    int commitTimeoutMs,
    int retryBudgetMs,
    int utteranceAttempts,
    int utteranceBudgetMs,
    double catchUpSpeed,
    int sendBufferBytes,
    int partialIntervalMs,
    int idleMs) {

  static final Setting<Integer> HEALTH_PORT =
      Setting.integer("STT_HEALTH_PORT", 8082, 0, 65_535)
          .meaning("Port of the STT worker's `/health` and `/metrics`.")
          .reason("Two workers on one machine, or the port is taken.")
          .readBy(STT_WORKER);

  static final Setting<Integer> COMMIT_TIMEOUT_MS =
      Setting.integer("STT_COMMIT_TIMEOUT_MS", 4_000, 500, 60_000)
          .meaning(
              "Milliseconds that Scribe may take to answer a commit; then the connection counts as"
                  + " dead and the audio is sent again on another.")
          .reason("Longer on a slow line to ElevenLabs.")
          .readBy(STT_WORKER);

  static final Setting<Integer> RETRY_BUDGET_MS =
      Setting.integer("STT_RETRY_BUDGET_MS", 20_000, 1_000, 600_000)
          .meaning(
              "Milliseconds of failures in a row after which the worker stops transcribing a call;"
                  + " the caller hears a goodbye and the call ends.")
          .reason("Shorter to let callers go sooner, longer to sit out longer outages.")
          .readBy(STT_WORKER);

  // No operator has a reason to change these; tests do.
  private static final int CHUNK_MS = 100;
  private static final int PREROLL_MS = 2_000;
  private static final int RETAINED_MS = 90_000;
  private static final int UTTERANCE_ATTEMPTS = 3;
  private static final int UTTERANCE_BUDGET_MS = 10_000;
  private static final double CATCH_UP_SPEED = 8;
  private static final int SEND_BUFFER_BYTES = 512 * 1024;
  private static final int PARTIAL_INTERVAL_MS = 100;
  private static final int IDLE_MS = 60_000;

  public static SttSettings from(Settings settings, ScribeSettings scribe) {
    return new SttSettings(
        scribe.manualCommit(),
        scribe.silenceMs(),
        Math.toIntExact(scribe.connectTimeout().toMillis()),
        CHUNK_MS,
        PREROLL_MS,
        RETAINED_MS,
        settings.get(COMMIT_TIMEOUT_MS),
        settings.get(RETRY_BUDGET_MS),
        UTTERANCE_ATTEMPTS,
        UTTERANCE_BUDGET_MS,
        CATCH_UP_SPEED,
        SEND_BUFFER_BYTES,
        PARTIAL_INTERVAL_MS,
        IDLE_MS);
  }

  /** The numbers that decisions depend on. */
  public TranscriptionLimits limits() {
    // After an outage of the broker every stage returns at its own time, so the speech events of a
    // stream that ended may arrive as late as a producer delivers.
    int lateSpeechEventMs = Math.toIntExact(KafkaClients.DELIVERY_TIMEOUT.toMillis());
    return new TranscriptionLimits(
        vadEnabled,
        scribeSilenceMs,
        partialIntervalMs,
        new TranscriptionLimits.Audio(
            chunkMs, prerollMs, retainedMs, catchUpSpeed, sendBufferBytes),
        new TranscriptionLimits.Timeouts(
            connectTimeoutMs, commitTimeoutMs, idleMs, lateSpeechEventMs),
        new TranscriptionLimits.Retry(retryBudgetMs, utteranceAttempts, utteranceBudgetMs));
  }
}
