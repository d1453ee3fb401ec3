// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static dev.trunkline.runtime.settings.Component.DIALOG_WORKER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.dialog.facts.Placeholders;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.runtime.time.CallTimes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 * @param notice said before the greeting and always heard whole, "" for none
 * @param unclear said when the caller's speech had no words, "" for nothing
 * @param sayOtherwise said when the model's provider refuses the caller's words; null in records of
 *     an early release
 * @param locality fills the placeholders of prompt and greeting; null in records of an early
 *     release
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
    long forgetAfterMs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String notice,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String unclear,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sayOtherwise,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Locality locality) {

  private static final String PROMPT =
      "You are a friendly telephone assistant. You are heard, not read: answer in one to three"
          + " short spoken sentences, without lists, markup or abbreviations. If you do not know,"
          + " say so and offer to pass the caller on to a colleague. When the caller says goodbye,"
          + " say goodbye. It is {now}. The caller's number is {caller}.";

  static final Setting<String> SYSTEM_PROMPT =
      Setting.text("SYSTEM_PROMPT", PROMPT)
          .defaultShown("a friendly telephone assistant")
          .meaning("The system prompt for the model, unless the assistants file has one.")
          .reason("Always: this is your assistant.")
          .readBy(DIALOG_WORKER);

  static final Setting<String> GREETING =
      Setting.text("GREETING", "Hello, thank you for calling. How can I help you?")
          .meaning("The assistant's first words, unless the assistants file says.")
          .reason("Always: this is your assistant.")
          .readBy(DIALOG_WORKER);

  static final Setting<String> APOLOGY =
      Setting.text(
              "apology", "I am sorry, something went wrong on my side. Could you say that again?")
          .meaning("Said when the model fails.")
          .reason("Another language or tone.");

  static final Setting<String> SAY_AGAIN =
      Setting.text("sayAgain", "I am sorry, I did not catch that. Could you say it again?")
          .meaning("Said when an utterance could not be transcribed.")
          .reason("Another language or tone.");

  static final Setting<String> NOTICE =
      Setting.text("notice", "")
          .meaning(
              "Said before the greeting and heard to its end, whatever the caller says or types"
                  + " over it; that is answered afterwards. May also stand beside `greeting`.")
          .reason("A legal notice.");

  static final Setting<String> UNCLEAR =
      Setting.text("unclear", "Sorry?")
          .meaning(
              "Said at once when the caller has clearly spoken but no word was recognised, at most"
                  + " twice in a row.")
          .reason("Another language or tone.");

  static final Setting<String> SAY_OTHERWISE =
      Setting.text(
              "sayOtherwise", "I am sorry, I can not answer that. Could you put it differently?")
          .meaning(
              "Said when the model's provider refuses the caller's words; later requests do not"
                  + " hold them.")
          .reason("Another language or tone.");

  static final Setting<String> CANNOT_HEAR =
      Setting.text(
              "cannotHear",
              "I am sorry, I can not hear you at the moment. Please call again later. Goodbye.")
          .meaning("Said before hanging up when that happens again and again.")
          .reason("Another language or tone.");

  static final Setting<String> RESUMED =
      Setting.text("resumed", "I am sorry, the line broke off for a moment. I am back.")
          .meaning("Said when a call comes back on a new stream.")
          .reason("Another language or tone.");

  static final Setting<Integer> HISTORY_LINES =
      Setting.integer("historyLines", 60, 2, 1_000)
          .meaning("Lines of the conversation that the model sees.")
          .reason("Cost against memory.");

  static final Setting<Integer> REPLY_TIMEOUT_MS =
      Setting.integer("replyTimeoutMs", 15_000, 1_000, 120_000)
          .meaning("Time to the first sound of an answer; then it has failed.")
          .reason("A slow model or slow tools.");

  /** The assistant's, or the file's default. */
  static final Setting<String> LANGUAGE = Setting.text("language");

  private static final long STOP_TIMEOUT_MS = 500;
  private static final long FORGET_AFTER_MS = 60_000;

  public ConversationSettings {
    // Absent from records that an early release wrote.
    outagePolicy = Objects.requireNonNullElse(outagePolicy, OutagePolicy.NEVER);
    notice = Objects.requireNonNullElse(notice, "");
    unclear = Objects.requireNonNullElse(unclear, "");
  }

  /**
   * Reads the settings from {@code values}, which hold both settings of the environment and keys of
   * the assistants file.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if a value is not valid
   */
  public static ConversationSettings from(Settings values) {
    String language = values.find(LANGUAGE).filter(code -> !code.equals("auto")).orElse(null);
    var normalizer = TextNormalizer.forLanguage(language);
    return new ConversationSettings(
        values.get(SYSTEM_PROMPT),
        spoken(values.get(GREETING), normalizer),
        normalizer.normalize(values.get(APOLOGY)),
        normalizer.normalize(values.get(SAY_AGAIN)),
        normalizer.normalize(values.get(CANNOT_HEAR)),
        normalizer.normalize(values.get(RESUMED)),
        CallActionPhrases.from(values, normalizer),
        OutagePolicy.from(values, normalizer),
        values.get(SharedSettings.VAD_ENABLED),
        values.get(HISTORY_LINES),
        values.get(REPLY_TIMEOUT_MS),
        STOP_TIMEOUT_MS,
        TurnTaking.from(values),
        CallPolicy.from(values),
        CallTimes.RESUME_WAIT_MS,
        FORGET_AFTER_MS,
        normalizer.normalize(values.get(NOTICE)),
        normalizer.normalize(values.get(UNCLEAR)),
        normalizer.normalize(values.get(SAY_OTHERWISE)),
        Locality.from(values, language));
  }

  /** Placeholders are filled, and the text normalized, when a call begins. */
  private static String spoken(String text, TextNormalizer normalizer) {
    return Placeholders.isIn(text) ? text : normalizer.normalize(text);
  }

  /**
   * Wall clock at which {@code words} are to be answered.
   *
   * @param heard what the caller heard of the assistant before
   */
  long answerDueMs(CallerSpeech speech, String words, String heard) {
    // Without VAD, speech recognition has waited already.
    EndOfTurn endOfTurn = turnTaking.endOfTurn();
    return vadEnabled
        ? speech.silentForAtMs(endOfTurn.waitMs(words, heard, speech.completeProbability()))
        : 0;
  }
}
