// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.wire;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * The TCP connection below an HTTP/1.1 request, for what HTTP has no words for. Only for the thread
 * that serves the request, after the request was read in full.
 */
public final class HttpConnection {
  /** So often a stalled request looks whether its client is still there. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final SocketChannel channel;

  private HttpConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /** The connection of a request. */
  public static HttpConnection of(Context context) {
    Object transport =
        ServletContextRequest.getServletContextRequest(context.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint()
            .getTransport();
    return new HttpConnection((SocketChannel) transport);
  }

  /** Resets the connection, as a crashed or overloaded server does. */
  public void reset() {
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException alreadyGone) {
      return;
    }
  }

  /**
   * Waits, unless the client goes away. A client that pipelines another request meanwhile would be
   * taken for one that stays; its request would be lost.
   *
   * @return true if the time passed, false if the client is gone
   */
  public boolean pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      if (gone()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
    }
    return !gone();
  }

  private boolean gone() {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
