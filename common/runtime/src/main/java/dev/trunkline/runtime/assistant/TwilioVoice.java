// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import org.jspecify.annotations.Nullable;

/**
 * The file's {@code twilioVoice}: what callers hear from Twilio's own voice where the assistant's
 * cannot speak. Null is for the built-in text, or for Twilio's own choice.
 *
 * @param language a code that Twilio has, such as {@code de-DE}; without it Twilio reads every text
 *     as English
 * @param voice one of Twilio's voices
 * @param busy said when a gateway accepts no more calls
 * @param apology said when a call keeps breaking off
 * @param goodbye said when a call cannot continue at a gateway that stops
 */
public record TwilioVoice(
    @Nullable String language,
    @Nullable String voice,
    @Nullable String busy,
    @Nullable String apology,
    @Nullable String goodbye) {
  static final TwilioVoice NONE = new TwilioVoice(null, null, null, null, null);

  private static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*";

  static TwilioVoice read(Fields fields) {
    var read =
        new TwilioVoice(
            fields
                .text("language", LANGUAGE, "use a code that Twilio has, such as de-DE")
                .map(LocatedText::text)
                .orElse(null),
            text(fields, "voice"),
            text(fields, "busy"),
            text(fields, "apology"),
            text(fields, "goodbye"));
    fields.done();
    return read;
  }

  private static @Nullable String text(Fields fields, String name) {
    return fields.text(name).map(LocatedText::text).orElse(null);
  }
}
