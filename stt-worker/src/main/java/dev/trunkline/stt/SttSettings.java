// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.stt.provider.ScribeSettings;

/**
 * How the worker behaves.
 *
 * @param vadEnabled true if our own detector says where utterances begin and end
 * @param scribeSilenceMs how long Scribe waits in silence before it commits by itself
 * @param connectTimeoutMs how long a session may take from the first byte to its start
 * @param chunkMs audio per message; Scribe takes 100 to 1,000
 * @param prerollMs how much quiet audio is kept in case it turns out to be the begin of speech:
 *     more than the detector needs to be sure
 * @param retainedMs the most audio of a call that is kept: as much as Scribe itself takes without a
 *     commit
 * @param commitTimeoutMs a commit unanswered for so long means a dead connection
 * @param retryAttempts failures in a row after which a call is given up
 * @param retryBudgetMs time after which a call that cannot be heard is given up
 * @param utteranceAttempts failures after which one utterance is given up
 * @param utteranceBudgetMs how long after its end an utterance may still be answered
 * @param catchUpSpeed how many times faster than real time late audio is sent
 * @param sendBufferBytes the most that may wait in a socket; audio beyond it is held back
 * @param partialIntervalMs the least time between two partial transcripts of a call
 * @param idleMs a stream without frames for so long is taken to be over
 */
record SttSettings(
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

  static SttSettings from(Settings settings, ScribeSettings scribe) {
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
}
