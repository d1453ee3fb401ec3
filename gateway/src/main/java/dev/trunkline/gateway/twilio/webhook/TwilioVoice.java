// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import java.util.Optional;

/**
 * The voice of Twilio's {@code <Say>}, which speaks where our own voice cannot: before a call has a
 * stream, and after it. Twilio's default is English.
 *
 * @param language BCP 47, such as {@code de-DE}
 * @param name one of Twilio's voices, such as {@code Polly.Vicki-Neural}
 */
public record TwilioVoice(Optional<String> language, Optional<String> name) {}
