// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

/** What came out of the gateway's end of the WebSocket. */
sealed interface Arrival {
  /** A whole text message, valid UTF-8. */
  record Text(byte[] utf8) implements Arrival {}

  /** A whole binary message. */
  record Binary(int length) implements Arrival {}

  /** A ping, to be answered with its own payload. */
  record Ping(byte[] payload) implements Arrival {}

  /** A pong, wanted or not. */
  record Pong() implements Arrival {}

  /** The gateway closes; 1005 if it gave no code. */
  record Close(int code) implements Arrival {}

  /** The gateway broke RFC 6455. */
  record Violation(String why) implements Arrival {}
}
