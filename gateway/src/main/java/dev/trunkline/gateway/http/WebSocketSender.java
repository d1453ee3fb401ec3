// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.http;

import io.javalin.websocket.WsContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending half of a WebSocket, with a bounded queue. A message that cannot be sent, for example
 * because the peer does not read, drops the connection: a stream with a gap in it would be worse
 * for the caller than one that is resumed. Thread-safe; nothing here blocks.
 */
public final class WebSocketSender {
  private static final Logger log = LoggerFactory.getLogger(WebSocketSender.class);

  private final Session session;
  private final Runnable onDropped;
  private final AtomicBoolean dropped = new AtomicBoolean();

  private final Callback completion =
      new Callback() {
        @Override
        public void fail(Throwable failure) {
          drop(failure);
        }
      };

  /**
   * Sends on the socket of {@code context}.
   *
   * @param onDropped called once if the connection is dropped because a message could not be sent
   */
  public WebSocketSender(WsContext context, Runnable onDropped) {
    this.session = context.session;
    this.onDropped = onDropped;
  }

  /** True if a socket failed because its peer sent more than the largest message allowed. */
  public static boolean isMessageTooLarge(@Nullable Throwable failure) {
    return failure instanceof MessageTooLargeException;
  }

  /** Sends a text message after those before it. */
  public void send(String text) {
    if (session.isOpen()) {
      session.sendText(text, completion);
    }
  }

  /** Closes with a code of RFC 6455. */
  public void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
  }

  private void drop(Throwable failure) {
    if (session.isOpen() && dropped.compareAndSet(false, true)) {
      onDropped.run();
      log.atWarn()
          .addKeyValue("cause", failure.toString())
          .log("websocket message not sent; media stream dropped");
      session.disconnect();
    }
  }
}
