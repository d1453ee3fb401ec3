// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

/** What came out of the gateway's end of the WebSocket. */
sealed interface ReceivedFrame {
  /** A whole text message, valid UTF-8. */
  record Text(byte[] utf8) implements ReceivedFrame {}

  /** A whole binary message. */
  record Binary(int length) implements ReceivedFrame {}

  /** A ping, to be answered with its own payload. */
  record Ping(byte[] payload) implements ReceivedFrame {}

  /** A pong, wanted or not. */
  record Pong() implements ReceivedFrame {}

  /** The gateway closes; 1005 if it gave no code. */
  record Close(int code) implements ReceivedFrame {}

  /** The gateway broke RFC 6455. */
  record Violation(String why) implements ReceivedFrame {}
}
