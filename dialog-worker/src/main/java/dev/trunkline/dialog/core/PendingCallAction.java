// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.SendDtmf;
import dev.trunkline.events.GatewayCommand.Transfer;
import dev.trunkline.events.ReplyEvent.NextStep;

/**
 * A hang-up, transfer or key press that follows once a turn has been heard.
 *
 * @param turn the turn that announces it
 * @param action what to do
 * @param started true once the command was sent to the gateway; the stream then ends, and the call
 *     either returns on another one or does not
 */
public record PendingCallAction(
    int turn, @JsonProperty("step") NextStep action, @JsonProperty("underWay") boolean started) {

  /** Twilio may take this much longer than the requested time. */
  private static final long MARGIN_MS = 10_000;

  /** Twilio's time for one key. */
  private static final long MS_PER_KEY = 600;

  static PendingCallAction announcedBy(int turn, NextStep action) {
    return new PendingCallAction(turn, action, false);
  }

  PendingCallAction sent() {
    return new PendingCallAction(turn, action, true);
  }

  /** True if {@code number} is the turn that announces it and nothing was sent yet. */
  boolean awaits(int number) {
    return turn == number && !started;
  }

  boolean isHangUp() {
    return action.kind() == NextStep.Kind.HANG_UP;
  }

  boolean isTransfer() {
    return action.kind() == NextStep.Kind.TRANSFER;
  }

  GatewayCommand command(String callSid, long nowMs) {
    return switch (action.kind()) {
      case HANG_UP -> new HangUp(callSid, turn, nowMs);
      case TRANSFER -> new Transfer(callSid, turn, action.target(), action.ringSeconds(), nowMs);
      case SEND_DTMF -> new SendDtmf(callSid, turn, action.target(), nowMs);
    };
  }

  /** How long the call may be without a stream because of it. */
  long awayMs() {
    return switch (action.kind()) {
      case HANG_UP -> 0;
      case TRANSFER -> 1_000L * action.ringSeconds() + MARGIN_MS;
      case SEND_DTMF -> MS_PER_KEY * action.target().length() + MARGIN_MS;
    };
  }
}
