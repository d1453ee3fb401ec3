// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import dev.trunkline.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * How Scribe behaves where ElevenLabs publishes no number or two sources disagree. Defaults in
 * brackets; 0 means: no limit.
 *
 * @param models the known models ({@code SCRIBE_MODELS})
 * @param authFailure where a bad key is refused ({@code SCRIBE_AUTH_FAILURE}, refuse)
 * @param refuseStatus with which status ({@code SCRIBE_REFUSE_STATUS}, 403)
 * @param startMs so much audio must have come before anything is transcribed; a commit before that
 *     is answered then ({@code SCRIBE_START_MS}, 2000 as documented)
 * @param minCommitMs least uncommitted audio for a commit ({@code SCRIBE_MIN_COMMIT_MS}, 300)
 * @param minCommitIntervalMs least time between two commits ({@code SCRIBE_MIN_COMMIT_INTERVAL_MS},
 *     0)
 * @param throttleCloses whether {@code commit_throttled} ends the session ({@code
 *     SCRIBE_THROTTLE_CLOSES}, false)
 * @param autoCommitMs in manual mode ({@code SCRIBE_AUTO_COMMIT_MS}, 90000 as documented)
 * @param maxChunkMs longest audio in one message ({@code SCRIBE_MAX_CHUNK_MS}, 10000)
 * @param idleMs a session without messages ends ({@code SCRIBE_IDLE_MS}, 20000)
 * @param sessionLimitMs ({@code SCRIBE_SESSION_LIMIT_MS}, 0)
 * @param queueKilobytes of unread messages before {@code queue_overflow} ({@code
 *     SCRIBE_QUEUE_KILOBYTES}, 8192: about three minutes of 16 kHz audio)
 * @param commitLatencyMs on top of the engine's own ({@code SCRIBE_COMMIT_LATENCY_MS}, 0)
 * @param partialLatencyMs from hearing a word to the partial with it ({@code
 *     SCRIBE_PARTIAL_LATENCY_MS}, 0)
 * @param errorCloseCode after an error ({@code SCRIBE_ERROR_CLOSE_CODE}, 1000 as seen in the field)
 * @param detailForLanguage whether language detection alone brings the detailed message ({@code
 *     SCRIBE_DETAIL_FOR_LANGUAGE}, true)
 * @param contractShapes {@code config} and {@code characters} as in the live contract instead of
 *     the generated SDK types ({@code SCRIBE_CONTRACT_SHAPES}, false)
 * @param optionalFields whether {@code commit} and {@code sample_rate} may be left out ({@code
 *     SCRIBE_OPTIONAL_FIELDS}, false)
 * @param turnPrediction whether the models know {@code commit_strategy=turn_prediction} ({@code
 *     SCRIBE_TURN_PREDICTION}, false); it then works like {@code vad}
 * @param punctuation whether plain words get a capital and a full stop ({@code SCRIBE_PUNCTUATION},
 *     true)
 */
public record ScribeSettings(
    List<String> models,
    AuthFailure authFailure,
    int refuseStatus,
    int startMs,
    int minCommitMs,
    int minCommitIntervalMs,
    boolean throttleCloses,
    int autoCommitMs,
    int maxChunkMs,
    int idleMs,
    int sessionLimitMs,
    int queueKilobytes,
    int commitLatencyMs,
    int partialLatencyMs,
    int errorCloseCode,
    boolean detailForLanguage,
    boolean contractShapes,
    boolean optionalFields,
    boolean turnPrediction,
    boolean punctuation) {
  /** Where a bad key is noticed; which of the two is true of the live service is unverified. */
  public enum AuthFailure {
    /** The upgrade is refused. */
    REFUSE,
    /** The socket opens, {@code auth_error} is sent, the socket closes. */
    IN_BAND
  }

  private static final String MODELS =
      "scribe_v2_realtime,scribe_v2_realtime_turbo,scribe_v2_realtime_lite";
  private static final int DAY_MS = 86_400_000;

  public ScribeSettings {
    models = List.copyOf(models);
  }

  /** Reads the {@code SCRIBE_*} variables. */
  public static ScribeSettings from(Settings settings) {
    return new ScribeSettings(
        Arrays.asList(settings.text("SCRIBE_MODELS", MODELS).split("\\s*,\\s*")),
        settings.choice("SCRIBE_AUTH_FAILURE", AuthFailure.REFUSE),
        settings.integer("SCRIBE_REFUSE_STATUS", 403, 400, 599),
        settings.integer("SCRIBE_START_MS", 2_000, 0, DAY_MS),
        settings.integer("SCRIBE_MIN_COMMIT_MS", 300, 0, DAY_MS),
        settings.integer("SCRIBE_MIN_COMMIT_INTERVAL_MS", 0, 0, DAY_MS),
        settings.flag("SCRIBE_THROTTLE_CLOSES", false),
        settings.integer("SCRIBE_AUTO_COMMIT_MS", 90_000, 1_000, DAY_MS),
        settings.integer("SCRIBE_MAX_CHUNK_MS", 10_000, 1, DAY_MS),
        settings.integer("SCRIBE_IDLE_MS", 20_000, 0, DAY_MS),
        settings.integer("SCRIBE_SESSION_LIMIT_MS", 0, 0, DAY_MS),
        settings.integer("SCRIBE_QUEUE_KILOBYTES", 8_192, 1, 1_048_576),
        settings.integer("SCRIBE_COMMIT_LATENCY_MS", 0, 0, DAY_MS),
        settings.integer("SCRIBE_PARTIAL_LATENCY_MS", 0, 0, 10_000),
        settings.integer("SCRIBE_ERROR_CLOSE_CODE", 1000, 1000, 4999),
        settings.flag("SCRIBE_DETAIL_FOR_LANGUAGE", true),
        settings.flag("SCRIBE_CONTRACT_SHAPES", false),
        settings.flag("SCRIBE_OPTIONAL_FIELDS", false),
        settings.flag("SCRIBE_TURN_PREDICTION", false),
        settings.flag("SCRIBE_PUNCTUATION", true));
  }
}
