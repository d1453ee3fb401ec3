// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.Settings;
import java.util.Objects;

/**
 * How one assistant behaves. Its texts but the prompt are normalized for speech. Its JSON form
 * travels in the header {@code manners} of decision records, and a recorded call can be replayed
 * only if its bytes stay: names there stay, and the annotations map them.
 *
 * @param systemPrompt the model's instructions
 * @param greeting turn 0, "" for none
 * @param apology said when the model fails
 * @param sayAgain said when an utterance is lost because speech recognition failed
 * @param cannotHear the last words when speech recognition has failed for the rest of the call
 * @param resumed said when a call returns on a new stream
 * @param actionPhrases said around hang-ups, transfers and key presses
 * @param outagePolicy when repeated provider failures end the call
 * @param vadEnabled false if speech recognition alone decides where speech begins and ends
 * @param maxHistoryLines lines of the conversation in a request to the model
 * @param replyTimeoutMs from the request of a turn to its first audio
 * @param stopTimeoutMs how long the gateway may take to report what was heard of a stopped turn
 * @param turnTaking who may speak when
 * @param callPolicy silence, goodbyes, length of the call, keypad
 * @param resumeWaitMs how long a call may be without a stream
 * @param forgetAfterMs how long the state of an ended call is kept for late events
 */
public record ConversationSettings(
    String systemPrompt,
    String greeting,
    String apology,
    String sayAgain,
    String cannotHear,
    String resumed,
    @JsonProperty("partings") CallActionPhrases actionPhrases,
    @JsonProperty("outage") OutagePolicy outagePolicy,
    @JsonProperty("vadRuns") boolean vadEnabled,
    @JsonProperty("historyLines") int maxHistoryLines,
    long replyTimeoutMs,
    long stopTimeoutMs,
    TurnTaking turnTaking,
    @JsonProperty("etiquette") CallPolicy callPolicy,
    long resumeWaitMs,
    long forgetAfterMs) {

  private static final String PROMPT =
      "You are a friendly telephone assistant. You are heard, not read: answer in one to three"
          + " short spoken sentences, without lists, markup or abbreviations. If you do not know,"
          + " say so and offer to pass the caller on to a colleague. When the caller says goodbye,"
          + " say goodbye.";

  public ConversationSettings {
    // Absent from records that an early release wrote.
    outagePolicy = Objects.requireNonNullElse(outagePolicy, OutagePolicy.NEVER);
  }

  /**
   * Reads the settings.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if a value is not valid
   */
  public static ConversationSettings from(Settings settings) {
    var normalizer = TextNormalizer.forLanguage(settings.text("ASSISTANT_LANGUAGE").orElse(null));
    return new ConversationSettings(
        settings.text("SYSTEM_PROMPT", PROMPT),
        spoken("GREETING", "Hello, thank you for calling. How can I help you?", settings),
        spoken(
            "APOLOGY",
            "I am sorry, something went wrong on my side. Could you say that again?",
            settings),
        spoken("SAY_AGAIN", "I am sorry, I did not catch that. Could you say it again?", settings),
        spoken(
            "CANNOT_HEAR",
            "I am sorry, I can not hear you at the moment. Please call again later. Goodbye.",
            settings),
        spoken("RESUMED", "I am sorry, the line broke off for a moment. I am back.", settings),
        CallActionPhrases.from(settings, normalizer),
        OutagePolicy.from(settings, normalizer),
        settings.flag("VAD_ENABLED", true),
        settings.integer("HISTORY_LINES", 60, 2, 1_000),
        settings.integer("REPLY_TIMEOUT_MS", 15_000, 1_000, 120_000),
        settings.integer("STOP_TIMEOUT_MS", 500, 50, 10_000),
        TurnTaking.from(settings),
        CallPolicy.from(settings),
        settings.integer("RESUME_WAIT_MS", 10_000, 1, 600_000),
        60_000);
  }

  /** Wall clock at which {@code words} are to be answered. */
  long answerDueMs(CallerSpeech speech, String words) {
    // Without VAD, speech recognition has waited already.
    EndOfTurn endOfTurn = turnTaking.endOfTurn();
    return vadEnabled
        ? speech.silentForAtMs(endOfTurn.waitMs(words, speech.completeProbability()))
        : 0;
  }

  private static String spoken(String variable, String defaultValue, Settings settings) {
    return TextNormalizer.forLanguage(settings.text("ASSISTANT_LANGUAGE").orElse(null))
        .normalize(settings.text(variable, defaultValue));
  }
}
