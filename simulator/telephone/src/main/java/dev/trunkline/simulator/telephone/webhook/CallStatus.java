// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

/** The states of a call, in Twilio's words. */
public enum CallStatus {
  QUEUED("queued"),
  INITIATED("initiated"),
  RINGING("ringing"),
  IN_PROGRESS("in-progress"),
  COMPLETED("completed"),
  BUSY("busy"),
  FAILED("failed"),
  NO_ANSWER("no-answer"),
  CANCELED("canceled");

  private final String word;

  CallStatus(String word) {
    this.word = word;
  }

  /** As Twilio writes it. */
  public String word() {
    return word;
  }

  /** Whether the call is over. */
  public boolean isFinal() {
    return switch (this) {
      case QUEUED, INITIATED, RINGING, IN_PROGRESS -> false;
      case COMPLETED, BUSY, FAILED, NO_ANSWER, CANCELED -> true;
    };
  }
}
