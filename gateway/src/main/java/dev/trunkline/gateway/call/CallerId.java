// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which number the person sees to whom a caller is transferred. Without one Twilio passes the
 * caller's number on, and refuses the transfer (13214) where that is no number: anonymous callers,
 * short codes, SIP addresses and clients.
 */
final class CallerId {
  private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{7,14}");

  /** What Twilio reports for ANONYMOUS, RESTRICTED, UNAVAILABLE and BLOCKED, spelt on a keypad. */
  private static final Set<String> WITHHELD =
      Set.of("+266696687", "+7378742833", "+86282452253", "+2562533", "+8656696");

  private CallerId() {}

  /** The number to set; empty if Twilio can pass the caller's on, or none can be set. */
  static Optional<String> of(StreamTicket ticket) {
    boolean passedOn = !ticket.outgoing() && isNumber(ticket.from());
    return passedOn || !isNumber(ticket.to()) ? Optional.empty() : Optional.of(ticket.to());
  }

  private static boolean isNumber(String party) {
    return NUMBER.matcher(party).matches() && !WITHHELD.contains(party);
  }
}
