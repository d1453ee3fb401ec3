// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.record.LineEvent.Kind;
import dev.trunkline.simulator.telephone.record.Samples;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One media WebSocket, Twilio's end, from its handshake to its end. Two virtual threads a stream:
 * one reads what the gateway sends, one writes what is queued for it. What is said is {@link
 * StreamTalk}'s affair.
 */
public final class MediaStream {
  private static final int GOODBYE_MS = 2_000;
  private static final int NORMAL = 1000;
  private static final int NO_CODE = 1005;

  /** What a stream needs of its surroundings. */
  public record Wiring(
      StreamSettings settings, SSLSocketFactory tls, RandomGenerator random, Debugger debugger) {}

  private final StreamIdentity identity;
  private final StreamSettings settings;
  private final CallerLine line;
  private final StreamSocket socket;
  private final OutgoingQueue queue;
  private final StreamProtocol talk;
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile @Nullable StreamEnd end;

  private MediaStream(
      StreamIdentity identity, Wiring wiring, CallerLine line, StreamSocket socket) {
    this.identity = identity;
    this.settings = wiring.settings();
    this.line = line;
    this.socket = socket;
    int room = Samples.framesIn(settings.slowReaderMs());
    queue = new OutgoingQueue(Math.max(1, room));
    talk =
        new StreamProtocol(
            identity,
            settings,
            wiring.random(),
            wiring.debugger(),
            line.recording(),
            line::assistantHeard,
            queue);
  }

  /**
   * Connects and shakes hands; {@link #begin} must follow.
   *
   * @throws StreamFailure if there is no stream; nothing is left over then
   */
  public static MediaStream open(
      URI url, Optional<String> signature, StreamIdentity identity, Wiring wiring, CallerLine line)
      throws StreamFailure {
    StreamSocket socket =
        StreamSocket.open(url, signature, wiring.settings(), wiring.tls(), wiring.random());
    return new MediaStream(identity, wiring, line, socket);
  }

  /**
   * Sends {@code connected} and {@code start}, and takes up the line.
   *
   * @param whenEnded told once, on a thread of the stream's, when the stream is over
   */
  public void begin(Consumer<StreamEnd> whenEnded) {
    line.lock.lock();
    try {
      talk.start();
      line.attach(this);
      line.recording().event(line.now(), Kind.STREAM_STARTED, sid());
    } finally {
      line.lock.unlock();
    }
    Thread.ofVirtual().name("stream-reader-" + sid()).start(this::read);
    Thread.ofVirtual().name("stream-writer-" + sid()).start(() -> write(whenEnded));
  }

  /** Its sid, {@code MZ…}. */
  public String sid() {
    return identity.streamSid();
  }

  /** Sends {@code stop} and closes. Returns immediately; the end is reported later. */
  public void stop() {
    line.lock.lock();
    try {
      if (finish(new StreamEnd.Stopped())) {
        talk.stop();
        endQueue();
      }
    } finally {
      line.lock.unlock();
    }
  }

  /** The network between Twilio and the gateway breaks: a reset, no {@code stop}. */
  public void breakOff() {
    line.lock.lock();
    try {
      if (finish(new StreamEnd.Broken("the connection was broken on purpose"))) {
        queue.clear();
        endQueue();
      }
      socket.abort();
    } finally {
      line.lock.unlock();
    }
  }

  /**
   * Twilio has given the stream up, but the socket stays as it is: nothing more is sent or heard.
   */
  public void playDead() {
    line.lock.lock();
    try {
      talk.playDead();
    } finally {
      line.lock.unlock();
    }
  }

  /** Waits until the socket is closed and both threads have ended. */
  public boolean awaitGone(long timeoutMs) throws InterruptedException {
    return gone.await(timeoutMs, TimeUnit.MILLISECONDS);
  }

  /** Whether the assistant speaks through it, or it only listens. */
  boolean isTwoWay() {
    return identity.twoWay();
  }

  /** With the line locked, while the line has the stream. */
  StreamProtocol talk() {
    return talk;
  }

  private void read() {
    try {
      while (obey(socket.next())) {
        // Until the gateway closes or errs.
      }
    } catch (IOException e) {
      over(new StreamEnd.Broken(String.valueOf(e.getMessage())));
    } finally {
      read.countDown();
    }
  }

  private void write(Consumer<StreamEnd> whenEnded) {
    try {
      queue.drainTo(socket);
      // The side that closes first waits for the other, for a bounded time.
      var _ = settings.closeCode() > 0 && read.await(GOODBYE_MS, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      over(new StreamEnd.Broken(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      socket.close();
      over(new StreamEnd.Broken("the connection ended"));
      gone.countDown();
      whenEnded.accept(Objects.requireNonNull(end));
    }
  }

  /** Whether to read on. */
  private boolean obey(ReceivedFrame arrival) {
    line.lock.lock();
    try {
      return switch (arrival) {
        case ReceivedFrame.Text text -> end != null || !ends(talk.text(text.utf8(), line.now()));
        case ReceivedFrame.Binary _ -> end != null || !ends(talk.binary());
        case ReceivedFrame.Close close -> closed(close.code());
        case ReceivedFrame.Violation violation -> !ends(Optional.of(violation.why()));
        case ReceivedFrame.Pong _ -> true;
        case ReceivedFrame.Ping ping -> {
          talk.pong(ping.payload());
          yield true;
        }
      };
    } finally {
      if (talk.hasOverflowed()) {
        over(new StreamEnd.Broken("the gateway reads nothing at all"));
      }
      line.hurry();
      line.lock.unlock();
    }
  }

  private boolean ends(Optional<String> violation) {
    violation.ifPresent(why -> over(new StreamEnd.Violated(why)));
    return violation.isPresent();
  }

  private boolean closed(int code) {
    if (end == null) {
      talk.close(code == NO_CODE ? NORMAL : code);
      boolean forgiven = code == NORMAL && settings.forgiveClose1000();
      over(new StreamEnd.ClosedByGateway(code, forgiven));
    }
    return false;
  }

  private void over(StreamEnd how) {
    line.lock.lock();
    try {
      if (finish(how)) {
        endQueue();
      }
    } finally {
      line.lock.unlock();
    }
  }

  /** Whether it was still running. */
  private boolean finish(StreamEnd how) {
    if (end != null) {
      return false;
    }
    long now = line.now();
    talk.advance(now);
    end = how;
    line.detach(this);
    line.recording().event(now, Kind.STREAM_ENDED, sid());
    Thread.ofVirtual().name("stream-reaper-" + sid()).start(this::reap);
    return true;
  }

  /** Cuts the connection of a gateway that does not even read the goodbye. */
  private void reap() {
    try {
      if (!gone.await(2 * GOODBYE_MS, TimeUnit.MILLISECONDS)) {
        socket.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endQueue() {
    if (!queue.offerEnd()) {
      socket.close();
    }
  }
}
