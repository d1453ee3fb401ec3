// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

/**
 * What the webhook promised about a media stream before Twilio opened it.
 *
 * @param from the number at the other end, as Twilio names it: of the caller, or of the person who
 *     was called if the call goes out; empty if unknown
 * @param to our number; empty if unknown
 * @param resumed true if the call had a stream before
 * @param outgoing true if the call was made through Twilio's REST API
 * @param reservedAt the gateway that holds a reservation for the call; empty if none does
 */
public record StreamTicket(
    String callSid, String from, String to, boolean resumed, boolean outgoing, String reservedAt) {

  /** A call that came in. */
  public StreamTicket(String callSid, String from, String to, boolean resumed, String reservedAt) {
    this(callSid, from, to, resumed, false, reservedAt);
  }
}
