// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.media;

/** The sending half of a WebSocket. Thread-safe; nothing here blocks. */
interface Wire {

  /** Sends a text message after those before it. If it cannot be sent the socket is dropped. */
  void send(String text);

  /** Closes with a code of RFC 6455. */
  void close(int code, String reason);
}
