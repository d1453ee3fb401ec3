// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Objects;

/**
 * Silence prompts, goodbyes, the maximum length of a call, keypad input. Times are milliseconds; 0
 * disables the rule they belong to. Its JSON form travels in the header {@code manners} of decision
 * records: names there stay, and the annotations map them.
 *
 * @param silencePromptMs how long the caller may be silent before a prompt
 * @param maxSilencePrompts prompts before the call is ended
 * @param silencePrompt the prompt
 * @param silenceGoodbye the last words to a silent caller
 * @param goodbyePhrases phrases that say goodbye
 * @param goodbyeWaitMs how long to wait, after a goodbye from either side has finished playing,
 *     before hanging up
 * @param maxCallMs the maximum length of a call
 * @param warningMs how long before that the caller is warned
 * @param maxCallWarning the warning
 * @param maxCallGoodbye the last words of a call that is too long
 * @param dtmfTerminator the key that submits what was typed, "" for none
 * @param dtmfTimeoutMs what was typed is submitted after this long without a key
 * @param dtmfMessage what the caller is reported to have said, with {@code %s} for the keys
 * @param goodbyeAfterwords what may follow a goodbye in the same utterance
 * @param waitPhrases phrases with which the caller asks for time
 * @param waitSilenceMs how long the caller may be silent after them before a prompt
 * @param dtmfTerminatorWords what the assistant calls {@code dtmfTerminator}
 * @param dtmfTerminatorTimeoutMs the same as {@code dtmfTimeoutMs} if the assistant has named it
 */
public record CallPolicy(
    long silencePromptMs,
    @JsonProperty("silencePrompts") int maxSilencePrompts,
    @JsonProperty("areYouThere") String silencePrompt,
    String silenceGoodbye,
    @JsonProperty("goodbyes") Phrases goodbyePhrases,
    long goodbyeWaitMs,
    @JsonProperty("longestCallMs") long maxCallMs,
    long warningMs,
    @JsonProperty("timeIsShort") String maxCallWarning,
    @JsonProperty("timeIsUp") String maxCallGoodbye,
    @JsonProperty("keyEnd") String dtmfTerminator,
    @JsonProperty("keyWaitMs") long dtmfTimeoutMs,
    @JsonProperty("typed") String dtmfMessage,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Phrases.Empty.class)
        Phrases goodbyeAfterwords,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Phrases.Empty.class)
        Phrases waitPhrases,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long waitSilenceMs,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Phrases.Empty.class)
        Phrases dtmfTerminatorWords,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long dtmfTerminatorTimeoutMs) {

  static final Setting<Integer> SILENCE_PROMPT_MS =
      Setting.integer("silencePromptMs", 10_000, 0, 600_000)
          .meaning("Silence of the caller until `silencePrompt` is said. 0: never.")
          .reason("Callers who need time, or none to lose.");

  static final Setting<Integer> SILENCE_PROMPTS =
      Setting.integer("silencePrompts", 2, 0, 100)
          .meaning(
              "How many times `silencePrompt` is said before `silenceGoodbye` and the end of the"
                  + " call.")
          .reason("Callers who need time, or none to lose.");

  static final Setting<String> SILENCE_PROMPT =
      Setting.text("silencePrompt", "Are you still there?")
          .meaning("Said to a silent caller.")
          .reason("Another language or tone.");

  static final Setting<String> SILENCE_GOODBYE =
      Setting.text(
              "silenceGoodbye",
              "I can not hear you any more, so I am" // wording: ok
                  + " ending this call. Goodbye.")
          .meaning("Said before a silent caller is hung up on.")
          .reason("Another language or tone.");

  static final Setting<String> GOODBYE_WORDS =
      Setting.text("goodbyeWords", "goodbye, good bye, bye, bye-bye")
          .meaning("Words with which either side says goodbye.")
          .reason("Another language.");

  static final Setting<Integer> GOODBYE_WAIT_MS =
      Setting.integer("goodbyeWaitMs", 3_000, 0, 60_000)
          .meaning(
              "Time for the caller to say more, after a goodbye has been heard to"
                  + " its end; then the call is ended. 0: only the caller ends it.")
          .reason("Callers who add something late.");

  static final Setting<Integer> MAX_CALL_MS =
      Setting.integer("maxCallMs", 3_600_000, 0, 86_400_000)
          .meaning("Maximum length of a call. 0: any.")
          .reason("Cost.");

  static final Setting<Integer> MAX_CALL_WARNING_MS =
      Setting.integer("maxCallWarningMs", 60_000, 0, 3_600_000)
          .meaning(
              "How long before the end of a call of `maxCallMs` the warning is said. 0: no"
                  + " warning.")
          .reason("Callers who need longer to finish.");

  static final Setting<String> MAX_CALL_WARNING =
      Setting.text("maxCallWarning", "I am sorry, we have one minute left.")
          .meaning("Said `maxCallWarningMs` before the end.")
          .reason("Another language or time.");

  static final Setting<String> MAX_CALL_GOODBYE =
      Setting.text("maxCallGoodbye", "I am sorry, our time is up. Please call again. Goodbye.")
          .meaning("Said before a call is ended for its length.")
          .reason("Another language or tone.");

  static final Setting<String> DTMF_TERMINATOR =
      Setting.text("dtmfTerminator", "#")
          .meaning("The key that ends what is typed.")
          .reason("Your callers know another.");

  static final Setting<Integer> DTMF_TIMEOUT_MS =
      Setting.integer("dtmfTimeoutMs", 3_000, 100, 60_000)
          .meaning("Time without a key after which what is typed has ended.")
          .reason("Slow typists.");

  static final Setting<String> DTMF_MESSAGE =
      Setting.text("dtmfMessage", "I typed %s on the keypad.")
          .meaning("What the model gets as the caller's words, with %s for the keys.")
          .reason("Another language.");

  static final Setting<String> GOODBYE_AFTERWORDS =
      Setting.text(
              "goodbyeAfterwords",
              "now, then, for now, and, thanks, thank you, so much, very much, a lot, again, for"
                  + " calling, for your help, for everything, have a nice day, have a good day,"
                  + " have a great day, have a good one, have a nice evening, have a good evening,"
                  + " have a nice weekend, have a good weekend, you too, take care, see you, see"
                  + " you soon, see you later, see you tomorrow, until then, everyone, sir, madam")
          .meaning(
              "What may follow `goodbyeWords` at the end of what is said. A goodbye counts only at"
                  + " that end, and not in a question.")
          .reason("Another language.");

  static final Setting<String> WAIT_PHRASES =
      Setting.text(
              "waitPhrases",
              "one moment, one second, one minute, one sec, a moment, a second, a minute, just a"
                  + " moment, just a second, just a minute, just a sec, just one moment, just one"
                  + " second, just one minute, give me a moment, give me a second, give me a"
                  + " minute, give me one moment, give me one second, give me one minute, hold on,"
                  + " hang on, hold the line, wait a moment, wait a second, wait a minute, please"
                  + " wait, please hold, bear with me, let me check, let me look, let me find, let"
                  + " me get, let me see, let me grab, let me fetch, can you wait, could you wait,"
                  + " can you hold, could you hold, can you give me, could you give me, I'll be"
                  + " right back")
          .meaning(
              "Phrases with which the caller asks for time. The next silence may last"
                  + " `waitSilenceMs`.")
          .reason("Another language.");

  static final Setting<Integer> WAIT_SILENCE_MS =
      Setting.integer("waitSilenceMs", 60_000, 0, 600_000)
          .meaning(
              "Silence until `silencePrompt` is said if the caller has asked for time, once. 0: as"
                  + " `silencePromptMs`.")
          .reason("Callers who fetch papers.");

  static final Setting<String> DTMF_TERMINATOR_WORDS =
      Setting.text(
              "dtmfTerminatorWords",
              "pound, pound key, hash, hash key, hashtag, number sign, Raute, Rautetaste, dièse,"
                  + " almohadilla, cancelletto, 井号键, シャープ")
          .meaning(
              "What the assistant calls `dtmfTerminator`. Once it has named that key or said one of"
                  + " these, typing ends with the key or after `dtmfTerminatorTimeoutMs`.")
          .reason("Another key or language.");

  static final Setting<Integer> DTMF_TERMINATOR_TIMEOUT_MS =
      Setting.integer("dtmfTerminatorTimeoutMs", 15_000, 100, 120_000)
          .meaning(
              "Time without a key after which what is typed has ended although the caller knows the"
                  + " key that ends it.")
          .reason("Slow typists.");

  public CallPolicy {
    // Absent from settings that an early release recorded.
    goodbyeAfterwords = Objects.requireNonNullElse(goodbyeAfterwords, Phrases.NONE);
    waitPhrases = Objects.requireNonNullElse(waitPhrases, Phrases.NONE);
    dtmfTerminatorWords = Objects.requireNonNullElse(dtmfTerminatorWords, Phrases.NONE);
  }

  static CallPolicy from(Settings manners) {
    return new CallPolicy(
        manners.get(SILENCE_PROMPT_MS),
        manners.get(SILENCE_PROMPTS),
        manners.get(SILENCE_PROMPT),
        manners.get(SILENCE_GOODBYE),
        Phrases.of(manners.get(GOODBYE_WORDS)),
        manners.get(GOODBYE_WAIT_MS),
        manners.get(MAX_CALL_MS),
        manners.get(MAX_CALL_WARNING_MS),
        manners.get(MAX_CALL_WARNING),
        manners.get(MAX_CALL_GOODBYE),
        manners.get(DTMF_TERMINATOR),
        manners.get(DTMF_TIMEOUT_MS),
        manners.get(DTMF_MESSAGE),
        Phrases.of(manners.get(GOODBYE_AFTERWORDS)),
        Phrases.of(manners.get(WAIT_PHRASES)),
        manners.get(WAIT_SILENCE_MS),
        Phrases.of(manners.get(DTMF_TERMINATOR_WORDS)),
        manners.get(DTMF_TERMINATOR_TIMEOUT_MS));
  }

  Farewell farewell() {
    return new Farewell(goodbyePhrases, goodbyeAfterwords);
  }
}
