// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * How Scribe behaves where ElevenLabs publishes no number or two sources disagree. Defaults in
 * brackets; 0 means: no limit.
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

  static final Setting<String> KNOWN_MODELS =
      Setting.text("SIM_SCRIBE_MODELS", MODELS)
          .meaning("The known models.")
          .readBy(Component.SIMULATOR);

  static final Setting<AuthFailure> AUTH_FAILURE =
      Setting.choice("SIM_SCRIBE_AUTH_FAILURE", AuthFailure.REFUSE)
          .meaning("Where a bad key is rejected: at the upgrade, or on the open socket.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> REFUSE_STATUS =
      Setting.integer("SIM_SCRIBE_REFUSE_STATUS", 403, 400, 599)
          .meaning("HTTP status with which a bad key is rejected.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> START_MS =
      Setting.integer("SIM_SCRIBE_START_MS", 2_000, 0, DAY_MS)
          .meaning(
              "Audio that must have come before anything is transcribed; a commit"
                  + " before that is answered then.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MIN_COMMIT_MS =
      Setting.integer("SIM_SCRIBE_MIN_COMMIT_MS", 300, 0, DAY_MS)
          .meaning("Minimum uncommitted audio for a commit.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MIN_COMMIT_INTERVAL_MS =
      Setting.integer("SIM_SCRIBE_MIN_COMMIT_INTERVAL_MS", 0, 0, DAY_MS)
          .meaning("Minimum time between two commits.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> THROTTLE_CLOSES =
      Setting.flag("SIM_SCRIBE_THROTTLE_CLOSES", false)
          .meaning("Whether `commit_throttled` ends the session.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> AUTO_COMMIT_MS =
      Setting.integer("SIM_SCRIBE_AUTO_COMMIT_MS", 90_000, 1_000, DAY_MS)
          .meaning("In manual mode: audio after which Scribe commits by itself.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MAX_CHUNK_MS =
      Setting.integer("SIM_SCRIBE_MAX_CHUNK_MS", 10_000, 1, DAY_MS)
          .meaning("Maximum audio in one message.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> IDLE_MS =
      Setting.integer("SIM_SCRIBE_IDLE_MS", 20_000, 0, DAY_MS)
          .meaning("Time without messages after which a session ends; 0: never.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> SESSION_LIMIT_MS =
      Setting.integer("SIM_SCRIBE_SESSION_LIMIT_MS", 0, 0, DAY_MS)
          .meaning("Maximum length of a session; 0: any.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> QUEUE_KILOBYTES =
      Setting.integer("SIM_SCRIBE_QUEUE_KILOBYTES", 8_192, 1, 1_048_576)
          .meaning(
              "Unread messages before `queue_overflow`; the default is about three"
                  + " minutes of 16 kHz audio.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> COMMIT_LATENCY_MS =
      Setting.integer("SIM_SCRIBE_COMMIT_LATENCY_MS", 0, 0, DAY_MS)
          .meaning("Time to a committed transcript, on top of the engine's own.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> PARTIAL_LATENCY_MS =
      Setting.integer("SIM_SCRIBE_PARTIAL_LATENCY_MS", 0, 0, 10_000)
          .meaning("Time from hearing a word to the partial transcript with it.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> ERROR_CLOSE_CODE =
      Setting.integer("SIM_SCRIBE_ERROR_CLOSE_CODE", 1000, 1000, 4999)
          .meaning("Close code after an error.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> DETAIL_FOR_LANGUAGE =
      Setting.flag("SIM_SCRIBE_DETAIL_FOR_LANGUAGE", true)
          .meaning("Whether language detection alone brings the detailed message.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> CONTRACT_SHAPES =
      Setting.flag("SIM_SCRIBE_CONTRACT_SHAPES", false)
          .meaning(
              "`config` and `characters` as in the live contract instead of the"
                  + " generated SDK types.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> OPTIONAL_FIELDS =
      Setting.flag("SIM_SCRIBE_OPTIONAL_FIELDS", false)
          .meaning("Whether `commit` and `sample_rate` may be left out.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> TURN_PREDICTION =
      Setting.flag("SIM_SCRIBE_TURN_PREDICTION", false)
          .meaning(
              "Whether the models know `commit_strategy=turn_prediction`; it then"
                  + " works like `vad`.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> PUNCTUATION =
      Setting.flag("SIM_SCRIBE_PUNCTUATION", true)
          .meaning("Whether plain words get a capital and a full stop.")
          .readBy(Component.SIMULATOR);

  public ScribeSettings {
    models = List.copyOf(models);
  }

  /** Reads the {@code SCRIBE_*} variables. */
  public static ScribeSettings from(Settings settings) {
    return new ScribeSettings(
        Arrays.asList(settings.get(KNOWN_MODELS).split("\\s*,\\s*")),
        settings.get(AUTH_FAILURE),
        settings.get(REFUSE_STATUS),
        settings.get(START_MS),
        settings.get(MIN_COMMIT_MS),
        settings.get(MIN_COMMIT_INTERVAL_MS),
        settings.get(THROTTLE_CLOSES),
        settings.get(AUTO_COMMIT_MS),
        settings.get(MAX_CHUNK_MS),
        settings.get(IDLE_MS),
        settings.get(SESSION_LIMIT_MS),
        settings.get(QUEUE_KILOBYTES),
        settings.get(COMMIT_LATENCY_MS),
        settings.get(PARTIAL_LATENCY_MS),
        settings.get(ERROR_CLOSE_CODE),
        settings.get(DETAIL_FOR_LANGUAGE),
        settings.get(CONTRACT_SHAPES),
        settings.get(OPTIONAL_FIELDS),
        settings.get(TURN_PREDICTION),
        settings.get(PUNCTUATION));
  }
}
