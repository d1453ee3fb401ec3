// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import java.time.Duration;

/**
 * Lets Twilio do something else with a call for a while. The call's stream ends with it; afterwards
 * Twilio asks at the continuation how to go on. Blocks for at most some seconds.
 */
public interface CallRedirector {

  /**
   * Connects the caller with {@code number}.
   *
   * @param webhook our address as Twilio knows it
   * @return false if Twilio could not be made to; then the stream goes on
   */
  boolean transfer(String callSid, String number, Duration ring, String webhook);

  /**
   * Says {@code text} in Twilio's voice and ends the call; false if Twilio could not be made to.
   */
  boolean sayAndHangUp(String callSid, String text);

  /** Presses keys. */
  boolean sendDigits(String callSid, String digits, String webhook);
}
