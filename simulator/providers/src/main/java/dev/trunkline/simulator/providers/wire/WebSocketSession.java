// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.wire;

/**
 * One provider's side of one WebSocket. Every method is called on the socket's own thread, one at a
 * time, so an implementation needs no locks for what only it touches.
 */
public interface WebSocketSession {
  /** No deadline: {@link #timeUp} is not called. */
  long NEVER = Long.MAX_VALUE;

  /** The upgrade is done; nothing has been read yet. */
  void opened();

  /** A text message has come. */
  void received(String message);

  /** A binary message has come, which none of the providers' protocols has. */
  void receivedBinary(int bytes);

  /** The client sends faster than it is served: its newest message was dropped. */
  void overflowed();

  /** The {@link System#nanoTime} at which {@link #timeUp} is due, or {@link #NEVER}. */
  long deadlineNanos();

  /** The deadline has passed. Must move it, or close. */
  void timeUp();

  /** The socket was closed by either side. The last call. */
  void closed(int code, String reason);
}
