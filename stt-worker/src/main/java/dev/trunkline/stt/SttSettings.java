// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.runtime.kafka.KafkaClients;
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
    int retryAttempts,
    int retryBudgetMs,
    int utteranceAttempts,
    int utteranceBudgetMs,
    double catchUpSpeed,
    int sendBufferBytes,
    int partialIntervalMs,
    int idleMs) {

  public static SttSettings from(Settings settings, ScribeSettings scribe) {
    return new SttSettings(
        scribe.manualCommit(),
        scribe.silenceMs(),
        Math.toIntExact(scribe.connectTimeout().toMillis()),
        settings.integer("STT_CHUNK_MS", 100, 20, 1_000),
        settings.integer("STT_PREROLL_MS", 2_000, 500, 30_000),
        settings.integer("STT_RETAINED_MS", 90_000, 10_000, 600_000),
        settings.integer("STT_COMMIT_TIMEOUT_MS", 4_000, 500, 60_000),
        settings.integer("STT_RETRY_ATTEMPTS", 5, 1, 100),
        settings.integer("STT_RETRY_BUDGET_MS", 20_000, 1_000, 600_000),
        settings.integer("STT_UTTERANCE_ATTEMPTS", 3, 1, 100),
        settings.integer("STT_UTTERANCE_BUDGET_MS", 10_000, 1_000, 600_000),
        settings.number("STT_CATCH_UP_SPEED", 8, 1.25, 100),
        settings.integer("STT_SEND_BUFFER_BYTES", 512 * 1024, 64 * 1024, 8 * 1024 * 1024),
        settings.integer("STT_PARTIAL_INTERVAL_MS", 100, 0, 10_000),
        settings.integer("STT_IDLE_MS", 60_000, 1_000, 3_600_000));
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
        new TranscriptionLimits.Retry(
            retryAttempts, retryBudgetMs, utteranceAttempts, utteranceBudgetMs));
  }
}
