// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.wire;

import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every WebSocket of a path its {@link WebSocketSession}, and every dialogue its own virtual
 * thread. So many messages and characters may wait for it; then the newest is dropped and the
 * dialogue told.
 */
public final class WebSocketSessions {
  private static final Logger log = LoggerFactory.getLogger(WebSocketSessions.class);
  private static final int WAITING = 2048;
  private static final int OUTGOING_FRAMES = 256;
  private static final long MAX_MESSAGE_BYTES = 16L * 1024 * 1024;

  /** So long a silent socket lives; the dialogues' own limits are shorter. */
  private static final Duration IDLE = Duration.ofHours(1);

  private final String name;
  private final long waitingChars;
  private final BiFunction<WebSocketClientPeer, WsContext, WebSocketSession> dialogues;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();

  /**
   * @param name names threads and connections, e.g. {@code scribe}
   * @param waitingChars so much unread text may wait on one socket
   * @param dialogues makes the dialogue of a new socket
   */
  public WebSocketSessions(
      String name,
      long waitingChars,
      BiFunction<WebSocketClientPeer, WsContext, WebSocketSession> dialogues) {
    this.name = name;
    this.waitingChars = waitingChars;
    this.dialogues = dialogues;
  }

  /** How many are open. */
  public int open() {
    return lines.size();
  }

  /** How many messages were dropped because too much was unread. */
  public long dropped() {
    return dropped.get();
  }

  /** The handlers to mount on a path. */
  public void mount(WsConfig socket) {
    socket.onConnect(this::connected);
    socket.onMessage(context -> with(context, line -> line.text(context.message())));
    socket.onBinaryMessage(context -> {
      int bytes = context.data().remaining();
      with(context, line -> line.post(dialogue -> dialogue.receivedBinary(bytes)));
    });
    socket.onClose(context -> {
      Line line = lines.remove(context.sessionId());
      if (line != null) {
        line.ended(context.status(), Objects.requireNonNullElse(context.reason(), ""));
      }
    });
  }

  /** Says going away to every client. */
  public void closeAll() {
    lines.values().forEach(line -> line.peer.close(1001, "server is shutting down"));
  }

  private void connected(WsContext context) {
    Session session = context.session;
    session.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
    session.setMaxOutgoingFrames(OUTGOING_FRAMES);
    session.setIdleTimeout(IDLE);
    String id = name + "-" + numbers.incrementAndGet();
    var peer = new WebSocketClientPeer(id, session);
    var line = new Line(peer, dialogues.apply(peer, context), waitingChars, dropped);
    lines.put(context.sessionId(), line);
    Thread.ofVirtual().name(id).start(line);
  }

  private void with(WsContext context, Consumer<Line> action) {
    Line line = lines.get(context.sessionId());
    if (line != null) {
      action.accept(line);
    }
  }

  /** One socket's queue and thread. */
  private static final class Line implements Runnable {
    private final ArrayBlockingQueue<Consumer<WebSocketSession>> waiting =
        new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong unreadChars = new AtomicLong();
    private final WebSocketClientPeer peer;
    private final WebSocketSession dialogue;
    private final long waitingChars;
    private final AtomicLong dropped;
    private volatile boolean overflowed;
    private volatile int code = 1006;
    private volatile String reason = "";

    Line(
        WebSocketClientPeer peer,
        WebSocketSession dialogue,
        long waitingChars,
        AtomicLong dropped) {
      this.peer = peer;
      this.dialogue = dialogue;
      this.waitingChars = waitingChars;
      this.dropped = dropped;
    }

    void text(String message) {
      int size = message.length();
      if (unreadChars.addAndGet(size) > waitingChars) {
        unreadChars.addAndGet(-size);
        drop();
        return;
      }
      long arrivedNanos = System.nanoTime();
      post(d -> {
        unreadChars.addAndGet(-size);
        peer.arrived(arrivedNanos);
        d.received(message);
      });
    }

    void post(Consumer<WebSocketSession> event) {
      if (!waiting.offer(event)) {
        drop();
      }
    }

    private void drop() {
      overflowed = true;
      dropped.incrementAndGet();
    }

    void ended(int code, String reason) {
      this.code = code;
      this.reason = reason;
      peer.markClosed();
      // Wakes the thread if it waits; if the queue is full it does not.
      boolean woken = waiting.offer(d -> {});
      log.atTrace().addKeyValue("woken", woken).log("socket ended");
    }

    @Override
    public void run() {
      try {
        dialogue.opened();
        while (!peer.isClosed()) {
          step();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        log.atError().addKeyValue("socket", peer.id()).setCause(e).log("simulated socket failed");
        peer.drop();
      } finally {
        dialogue.closed(code, reason);
      }
    }

    private void step() throws InterruptedException {
      boolean closing = peer.dropAtNanos() != WebSocketSession.NEVER;
      if (overflowed && !closing) {
        overflowed = false;
        dialogue.overflowed();
        return;
      }
      long deadline = closing ? peer.dropAtNanos() : dialogue.deadlineNanos();
      Consumer<WebSocketSession> event = next(deadline);
      if (peer.isClosed() || (closing && event != null)) {
        return;
      }
      if (event != null) {
        event.accept(dialogue);
      } else if (closing) {
        peer.drop();
      } else {
        dialogue.timeUp();
      }
    }

    private @Nullable Consumer<WebSocketSession> next(long deadline) throws InterruptedException {
      Consumer<WebSocketSession> event = waiting.poll();
      if (event != null) {
        return event;
      }
      if (deadline == WebSocketSession.NEVER) {
        return waiting.take();
      }
      return waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }
}
