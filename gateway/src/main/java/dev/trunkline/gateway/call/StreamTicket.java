// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

/**
 * What the webhook promised about a media stream before Twilio opened it.
 *
 * @param from the caller's number, as Twilio names it; empty if unknown
 * @param to the called number; empty if unknown
 * @param resumed true if the call had a stream before
 * @param reservedAt the gateway that holds a reservation for the call; empty if none does
 */
public record StreamTicket(
    String callSid, String from, String to, boolean resumed, String reservedAt) {}
