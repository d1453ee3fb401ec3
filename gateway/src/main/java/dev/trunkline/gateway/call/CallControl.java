// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import java.time.Duration;
import java.util.Optional;

/**
 * Changes a live call at Twilio. Every method blocks for a few seconds at most and returns false if
 * Twilio could not be reached or rejected the change; the call's stream then stays as it is.
 */
public interface CallControl {

  /** Ends a call; true also if Twilio says that it is over already. */
  boolean end(String callSid);

  /**
   * Connects the caller with {@code number}. The call's stream ends; afterwards Twilio asks {@code
   * webhook} how to continue.
   *
   * @param callerId the number that is shown; empty for the caller's own
   * @param webhook our webhook's URL as Twilio knows it
   */
  boolean transfer(
      String callSid, String number, Optional<String> callerId, Duration ring, String webhook);

  /** Speaks {@code text} in Twilio's voice and ends the call. */
  boolean sayAndHangUp(String callSid, String text);

  /** Presses keys; the call's stream ends, and Twilio then asks {@code webhook}. */
  boolean sendDigits(String callSid, String digits, String webhook);

  /** Without the account's SID and token Twilio's REST API cannot be used: every change fails. */
  static CallControl unavailable() {
    return new CallControl() {
      @Override
      public boolean end(String callSid) {
        return false;
      }

      @Override
      public boolean transfer(
          String callSid, String number, Optional<String> callerId, Duration ring, String webhook) {
        return false;
      }

      @Override
      public boolean sayAndHangUp(String callSid, String text) {
        return false;
      }

      @Override
      public boolean sendDigits(String callSid, String digits, String webhook) {
        return false;
      }
    };
  }
}
