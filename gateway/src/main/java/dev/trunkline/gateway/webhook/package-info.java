// SPDX-License-Identifier: Apache-2.0
/**
 * Twilio's webhook: who may ask (its signature), what the answer is (TwiML with a one-time stream
 * token), and where we are on the public net.
 */
@NullMarked
package dev.trunkline.gateway.webhook;

import org.jspecify.annotations.NullMarked;
