// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import java.util.Optional;

/** Why a media stream is over. */
public sealed interface StreamEnd {
  /** Twilio sent {@code stop} and closed. */
  record Stopped() implements StreamEnd {}

  /** The gateway closed the WebSocket. */
  record ClosedByGateway(int code, boolean forgiven) implements StreamEnd {}

  /** The connection broke without a close frame. */
  record Broken(String why) implements StreamEnd {}

  /** The gateway broke RFC 6455, or sent what ends a stream. */
  record Violated(String why) implements StreamEnd {}

  /** Twilio's code for it, if it is an error at all. */
  default Optional<DebuggerCode> debuggerCode() {
    return switch (this) {
      case Stopped _ -> Optional.empty();
      case ClosedByGateway closed ->
          closed.forgiven() ? Optional.empty() : Optional.of(DebuggerCode.STREAM_CLOSED);
      case Broken _ -> Optional.of(DebuggerCode.STREAM_BROKEN);
      case Violated _ -> Optional.of(DebuggerCode.STREAM_PROTOCOL);
    };
  }

  /** What exactly happened, for the debugger. */
  default String detail() {
    return switch (this) {
      case Stopped _ -> "stopped";
      case ClosedByGateway closed -> "the gateway closed with code " + closed.code();
      case Broken broken -> broken.why();
      case Violated violated -> violated.why();
    };
  }
}
