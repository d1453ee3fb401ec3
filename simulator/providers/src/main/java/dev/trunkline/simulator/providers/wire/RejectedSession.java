// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.wire;

/**
 * A socket that was accepted only to receive an error and be closed.
 *
 * @param message says it, in the provider's words
 * @param reason of the close frame
 */
public record RejectedSession(
    WebSocketClientPeer peer, String message, int closeCode, String reason)
    implements WebSocketSession {
  @Override
  public void opened() {
    peer.send(message);
    peer.close(closeCode, reason);
  }

  @Override
  public void received(String message) {}

  @Override
  public void receivedBinary(int bytes) {}

  @Override
  public void overflowed() {}

  @Override
  public long deadlineNanos() {
    return NEVER;
  }

  @Override
  public void timeUp() {}

  @Override
  public void closed(int code, String reason) {}
}
