// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

/**
 * What the webhook promised about a media stream before it was opened.
 *
 * @param from the caller, as Twilio names it; empty if unknown
 * @param to who was called; empty if unknown
 * @param resumed true if the call had a stream before
 * @param keeper the gateway that keeps a place for the call; empty if none does
 */
public record StreamTicket(
    String callSid, String from, String to, boolean resumed, String keeper) {}
