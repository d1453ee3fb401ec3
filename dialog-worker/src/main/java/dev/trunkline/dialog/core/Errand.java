// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.SendDtmf;
import dev.trunkline.events.GatewayCommand.Transfer;
import dev.trunkline.events.ReplyEvent.NextStep;

/**
 * What is to be done with the call once a turn has been heard.
 *
 * @param turn the turn that announces it
 * @param underWay true once the gateway has been asked; then the stream ends, and the call either
 *     comes back on another one or does not
 */
public record Errand(int turn, NextStep step, boolean underWay) {
  /** How much longer than asked for Twilio may take. */
  private static final long MARGIN_MS = 10_000;

  /** How long Twilio may take to press a key. */
  private static final long KEY_MS = 600;

  Errand begun() {
    return new Errand(turn, step, true);
  }

  boolean isHangUp() {
    return step.kind() == NextStep.Kind.HANG_UP;
  }

  boolean isTransfer() {
    return step.kind() == NextStep.Kind.TRANSFER;
  }

  /** What the gateway is asked for. */
  GatewayCommand command(String callSid, long nowMs) {
    return switch (step.kind()) {
      case HANG_UP -> new HangUp(callSid, turn, nowMs);
      case TRANSFER -> new Transfer(callSid, turn, step.target(), step.ringSeconds(), nowMs);
      case SEND_DTMF -> new SendDtmf(callSid, turn, step.target(), nowMs);
    };
  }

  /** How long the call may be away for it. */
  long awayMs() {
    return switch (step.kind()) {
      case HANG_UP -> 0;
      case TRANSFER -> 1_000L * step.ringSeconds() + MARGIN_MS;
      case SEND_DTMF -> KEY_MS * step.target().length() + MARGIN_MS;
    };
  }
}
