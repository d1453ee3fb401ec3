// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The client at the other end of a WebSocket. Any thread. */
public final class WebSocketClientPeer {
  /** A close frame's payload is at most 125 bytes, two of which are the code. */
  private static final int REASON_BYTES = 123;

  private static final long SEND_SECONDS = 30;

  /** A client that does not answer a close frame is dropped after this. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String id;
  private final Session session;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long arrivedNanos;
  private volatile long dropAtNanos = WebSocketSession.NEVER;

  WebSocketClientPeer(String id, Session session) {
    this.id = id;
    this.session = session;
  }

  /** The name of this connection in the journal. */
  public String id() {
    return id;
  }

  /**
   * Sends one text message and waits until it is on its way, at most 30 s: a client that reads
   * slower than that is dropped.
   *
   * @return false if the client is gone
   */
  public boolean send(String message) {
    if (!session.isOpen()) {
      return false;
    }
    var sent = new Callback.Completable();
    session.sendText(message, sent);
    try {
      sent.get(SEND_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (TimeoutException e) {
      drop();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Closes with a reason that is cut at 123 bytes, as the real service does with long texts. The
   * dialogue hears nothing more but its end.
   */
  public void close(int code, String reason) {
    dropAtNanos = System.nanoTime() + CLOSE_NANOS;
    session.close(code, cut(reason), Callback.NOOP);
  }

  /** Ends the TCP connection without a close frame. */
  public void drop() {
    session.disconnect();
  }

  /** Waits until the socket is closed by either side. False if the timeout passed first. */
  public boolean awaitClosed(long nanos) {
    try {
      return closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whether the socket is gone. */
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** When the text message that the dialogue is hearing came, by {@link System#nanoTime}. */
  public long arrivedNanos() {
    return arrivedNanos;
  }

  void arrived(long nanos) {
    arrivedNanos = nanos;
  }

  /** When to stop waiting for the client's close frame, or never if we have sent none. */
  long dropAtNanos() {
    return dropAtNanos;
  }

  void markClosed() {
    closed.countDown();
  }

  /** The longest whole-character beginning of {@code reason} that a close frame can carry. */
  static String cut(String reason) {
    ByteBuffer bytes = ByteBuffer.allocate(REASON_BYTES);
    CharBuffer rest = CharBuffer.wrap(reason);
    UTF_8.newEncoder().encode(rest, bytes, true);
    return reason.substring(0, rest.position());
  }
}
