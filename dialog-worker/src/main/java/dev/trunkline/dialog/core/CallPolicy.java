// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.runtime.settings.Settings;

/**
 * Silence prompts, goodbyes, the maximum length of a call, keypad input. Times are milliseconds; 0
 * disables the rule they belong to. Its JSON form travels in the header {@code manners} of decision
 * records: names there stay, and the annotations map them.
 *
 * @param silencePromptMs how long the caller may be silent before a prompt ({@code
 *     SILENCE_PROMPT_MS})
 * @param maxSilencePrompts prompts before the call is ended ({@code SILENCE_PROMPTS})
 * @param silencePrompt the prompt ({@code SILENCE_PROMPT})
 * @param silenceGoodbye the last words to a silent caller ({@code SILENCE_GOODBYE})
 * @param goodbyePhrases phrases that say goodbye ({@code GOODBYE_WORDS})
 * @param goodbyeWaitMs how long to wait, after a goodbye from either side has finished playing,
 *     before hanging up ({@code GOODBYE_WAIT_MS})
 * @param maxCallMs the maximum length of a call ({@code MAX_CALL_MS})
 * @param warningMs how long before that the caller is warned ({@code MAX_CALL_WARNING_MS})
 * @param maxCallWarning the warning ({@code MAX_CALL_WARNING})
 * @param maxCallGoodbye the last words of a call that is too long ({@code MAX_CALL_GOODBYE})
 * @param dtmfTerminator the key that submits what was typed, "" for none ({@code DTMF_TERMINATOR})
 * @param dtmfTimeoutMs what was typed is submitted after this long without a key ({@code
 *     DTMF_TIMEOUT_MS})
 * @param dtmfMessage what the caller is reported to have said, with {@code %s} for the keys ({@code
 *     DTMF_MESSAGE})
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
    @JsonProperty("typed") String dtmfMessage) {

  static CallPolicy from(Settings settings) {
    return new CallPolicy(
        settings.integer("SILENCE_PROMPT_MS", 10_000, 0, 600_000),
        settings.integer("SILENCE_PROMPTS", 2, 0, 100),
        settings.text("SILENCE_PROMPT", "Are you still there?"),
        settings.text(
            "SILENCE_GOODBYE",
            "I can not hear you any more, so I am" // wording: ok
                + " ending this call. Goodbye."),
        Phrases.of(settings.text("GOODBYE_WORDS", "goodbye, good bye, bye, bye-bye")),
        settings.integer("GOODBYE_WAIT_MS", 3_000, 0, 60_000),
        settings.integer("MAX_CALL_MS", 3_600_000, 0, 86_400_000),
        settings.integer("MAX_CALL_WARNING_MS", 60_000, 0, 3_600_000),
        settings.text("MAX_CALL_WARNING", "I am sorry, we have one minute left."),
        settings.text(
            "MAX_CALL_GOODBYE", "I am sorry, our time is up. Please call again. Goodbye."),
        settings.text("DTMF_TERMINATOR", "#"),
        settings.integer("DTMF_TIMEOUT_MS", 3_000, 100, 60_000),
        settings.text("DTMF_MESSAGE", "I typed %s on the keypad."));
  }
}
