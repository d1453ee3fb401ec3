// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

/** Ends a call at Twilio. */
public interface CallEnder {

  /**
   * Asks Twilio to end a call; blocks for at most some seconds.
   *
   * @return true if Twilio ended it or says it is over; false if it could not be asked, so that
   *     closing the stream must do
   */
  boolean end(String callSid);
}
