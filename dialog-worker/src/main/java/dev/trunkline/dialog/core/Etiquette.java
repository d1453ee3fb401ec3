// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.runtime.settings.Settings;

/**
 * Telephone manners. Times are milliseconds; 0 turns off what it is the time of.
 *
 * @param silencePromptMs a caller who says nothing for so long is asked for ({@code
 *     SILENCE_PROMPT_MS})
 * @param silencePrompts how many times before the call is ended ({@code SILENCE_PROMPTS})
 * @param areYouThere what is asked then ({@code SILENCE_PROMPT})
 * @param silenceGoodbye said to a caller who never answers ({@code SILENCE_GOODBYE})
 * @param goodbyes what parts ({@code GOODBYE_WORDS})
 * @param goodbyeWaitMs how long a caller may still say something after the assistant's goodbye, or
 *     its answer to the caller's, was heard in full ({@code GOODBYE_WAIT_MS})
 * @param longestCallMs how long a call may last ({@code MAX_CALL_MS})
 * @param warningMs how long before that the caller is warned ({@code MAX_CALL_WARNING_MS})
 * @param timeIsShort the warning ({@code MAX_CALL_WARNING})
 * @param timeIsUp said before the call ends ({@code MAX_CALL_GOODBYE})
 * @param keyEnd the key that ends what is typed, "" for none ({@code DTMF_TERMINATOR})
 * @param keyWaitMs what is typed has ended when no key follows for so long ({@code
 *     DTMF_TIMEOUT_MS})
 * @param typed what the model is told that the caller said, with {@code %s} for the keys ({@code
 *     DTMF_MESSAGE})
 */
public record Etiquette(
    long silencePromptMs,
    int silencePrompts,
    String areYouThere,
    String silenceGoodbye,
    Phrases goodbyes,
    long goodbyeWaitMs,
    long longestCallMs,
    long warningMs,
    String timeIsShort,
    String timeIsUp,
    String keyEnd,
    long keyWaitMs,
    String typed) {

  static Etiquette from(Settings settings) {
    return new Etiquette(
        settings.integer("SILENCE_PROMPT_MS", 10_000, 0, 600_000),
        settings.integer("SILENCE_PROMPTS", 2, 0, 100),
        settings.text("SILENCE_PROMPT", "Are you still there?"),
        settings.text(
            "SILENCE_GOODBYE", "I can not hear you any more, so I am ending this call. Goodbye."),
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
