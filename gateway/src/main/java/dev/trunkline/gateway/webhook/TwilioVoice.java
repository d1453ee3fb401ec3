// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import java.util.Optional;

/**
 * The voice of Twilio's {@code <Say>}, which speaks where ours can not: before a call is taken, and
 * when it can not go on. Twilio reads every text in English unless it is told otherwise.
 *
 * @param language BCP 47, such as {@code de-DE}
 * @param name one of Twilio's voices, such as {@code Polly.Vicki-Neural}
 */
public record TwilioVoice(Optional<String> language, Optional<String> name) {}
