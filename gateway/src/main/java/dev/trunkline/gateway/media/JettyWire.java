// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.media;

import dev.trunkline.gateway.metrics.GatewayMeters;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends over a Jetty session, whose outgoing frames are bounded. A frame that fails, be it because
 * the peer does not read, drops the connection: a caller's stream with a hole in it is worse than
 * one that comes back.
 */
final class JettyWire implements Wire {
  private static final Logger log = LoggerFactory.getLogger(JettyWire.class);

  private final Session session;
  private final GatewayMeters meters;
  private final AtomicBoolean dropped = new AtomicBoolean();

  private final Callback completion =
      new Callback() {
        @Override
        public void fail(Throwable failure) {
          failed(failure);
        }
      };

  JettyWire(Session session, GatewayMeters meters) {
    this.session = session;
    this.meters = meters;
  }

  @Override
  public void send(String text) {
    if (session.isOpen()) {
      session.sendText(text, completion);
    }
  }

  @Override
  public void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
  }

  private void failed(Throwable failure) {
    if (session.isOpen() && dropped.compareAndSet(false, true)) {
      meters.overflow();
      log.atWarn().addKeyValue("cause", failure.toString()).log("message not sent, stream dropped");
      session.disconnect();
    }
  }
}
