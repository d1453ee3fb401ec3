// SPDX-License-Identifier: Apache-2.0
/**
 * Twilio's webhook: signature check, answers in TwiML with one-time stream tokens, the public URLs
 * of this gateway, and status callbacks.
 */
@NullMarked
package dev.trunkline.gateway.twilio.webhook;

import org.jspecify.annotations.NullMarked;
