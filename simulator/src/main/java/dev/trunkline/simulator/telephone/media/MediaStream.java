package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.record.LineEvent.Kind;
import dev.trunkline.simulator.telephone.record.Samples;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One media WebSocket, Twilio's end. Two virtual threads a stream: one reads and judges what the
 * gateway sends, one writes what the line and the play-out produce. Counters and play-out are
 * guarded by the line's lock.
 */
public final class MediaStream {
  private static final int FRAME_MS = 20;
  private static final int GOODBYE_MS = 2_000;
  private static final byte[] NOTHING = {};

  /** What a stream needs of its surroundings. */
  public record Wiring(
      StreamSettings settings, SSLSocketFactory tls, RandomGenerator random, Debugger debugger) {}

  private final StreamIdentity identity;
  private final boolean twoWay;
  private final StreamSettings settings;
  private final RandomGenerator random;
  private final Debugger debugger;
  private final Line line;
  private final StreamSocket socket;
  private final Outgoing outgoing;
  private final MessageJudge judge;
  private final PlayoutModel playout;
  private final OutgoingQueue queue;
  private final Timestamps timestamps;
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final Set<DebuggerCode> warned = EnumSet.noneOf(DebuggerCode.class);
  private volatile @Nullable StreamEnd end;
  private boolean dead;
  private long pingAt;

  private MediaStream(StreamIdentity identity, Wiring wiring, Line line, StreamSocket socket) {
    this.identity = identity;
    twoWay = identity.twoWay();
    this.settings = wiring.settings();
    this.random = wiring.random();
    this.debugger = wiring.debugger();
    this.line = line;
    this.socket = socket;
    outgoing = new Outgoing(identity.accountSid(), identity.callSid(), identity.streamSid());
    judge = new MessageJudge(identity.streamSid(), settings.applyExtraFields());
    playout = new PlayoutModel(Samples.ofMs(settings.maxPlayoutMs()), new Playing());
    queue = new OutgoingQueue(Math.max(1, settings.slowReaderMs() / FRAME_MS));
    timestamps = new Timestamps(settings, random);
    pingAt = Samples.ofMs(settings.pingMs());
  }

  /**
   * Connects and shakes hands; {@link #begin} must follow.
   *
   * @throws StreamFailure if there is no stream; nothing is left over then
   */
  public static MediaStream open(
      URI url, Optional<String> signature, StreamIdentity identity, Wiring wiring, Line line)
      throws StreamFailure {
    StreamSocket socket =
        StreamSocket.open(url, signature, wiring.settings(), wiring.tls(), wiring.random());
    return new MediaStream(identity, wiring, line, socket);
  }

  /** Whether the assistant speaks through it, or it only listens. */
  boolean isTwoWay() {
    return twoWay;
  }

  /** Its sid, {@code MZ…}. */
  public String sid() {
    return identity.streamSid();
  }

  /**
   * Sends {@code connected} and {@code start}, and takes up the line.
   *
   * @param whenEnded told once, on a thread of the stream's, when the stream is over
   */
  public void begin(Consumer<StreamEnd> whenEnded) {
    line.lock.lock();
    try {
      send(FrameReader.TEXT, Outgoing.CONNECTED);
      send(FrameReader.TEXT, outgoing.start(identity.parameters()));
      line.attach(this);
      line.recording().event(line.now(), Kind.STREAM_STARTED, sid());
    } finally {
      line.lock.unlock();
    }
    Thread.ofVirtual().name("stream-reader-" + sid()).start(this::read);
    Thread.ofVirtual().name("stream-writer-" + sid()).start(() -> write(whenEnded));
  }

  /** Sends {@code stop} and closes. Returns at once; its end is told later. */
  public void stop() {
    line.lock.lock();
    try {
      if (!finish(new StreamEnd.Stopped())) {
        return;
      }
      send(FrameReader.TEXT, outgoing.stop());
      if (settings.closeCode() > 0) {
        queueOrDie(FrameWriter.close(settings.closeCode(), random));
      }
      endQueue();
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
      dead = true;
    } finally {
      line.lock.unlock();
    }
  }

  /** Waits until the socket is closed and both threads have ended. */
  public boolean awaitGone(long timeoutMs) throws InterruptedException {
    return gone.await(timeoutMs, TimeUnit.MILLISECONDS);
  }

  void sendFrame(long position, byte[] frame) {
    if (dead || end != null) {
      return;
    }
    long timestamp = timestamps.next(position);
    if (!queue.hasRoomForMedia()) {
      warnOnce(DebuggerCode.MEDIA_OVERFLOW, "the gateway reads too slowly; caller audio is lost");
      return;
    }
    byte[] message = outgoing.media(frame, timestamp);
    if (!queue.offerMedia(FrameWriter.frame(FrameReader.TEXT, message, random))) {
      throw new IllegalStateException("only the line's lock holder adds media");
    }
  }

  void sendKey(char key) {
    if (!dead && end == null) {
      send(FrameReader.TEXT, outgoing.dtmf(key));
    }
  }

  void advance(long now) {
    playout.advance(now);
    if (settings.pingMs() > 0 && now >= pingAt) {
      pingAt = now + Samples.ofMs(settings.pingMs());
      send(FrameReader.PING, NOTHING);
    }
  }

  boolean isIdle() {
    return playout.waiting() == 0;
  }

  long nextMarkAt() {
    return playout.nextMarkAt();
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
      // Whoever closes first waits for the other, but not for ever.
      var _ = settings.closeCode() > 0 && read.await(GOODBYE_MS, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      over(new StreamEnd.Broken(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      socket.close();
      leave(whenEnded);
    }
  }

  private void leave(Consumer<StreamEnd> whenEnded) {
    over(new StreamEnd.Broken("the connection ended"));
    gone.countDown();
    whenEnded.accept(Objects.requireNonNull(end));
  }

  /** Whether to read on. */
  private boolean obey(Arrival arrival) {
    line.lock.lock();
    try {
      return switch (arrival) {
        case Arrival.Text text -> dead || end != null || judged(judge.judge(text.utf8()));
        case Arrival.Binary _ ->
            dead || complain(DebuggerCode.MALFORMED_MESSAGE, "a binary message");
        case Arrival.Ping ping -> {
          send(FrameReader.PONG, ping.payload());
          yield true;
        }
        case Arrival.Pong _ -> true;
        case Arrival.Close close -> closed(close.code());
        case Arrival.Violation violation -> {
          over(new StreamEnd.Violated(violation.why()));
          yield false;
        }
      };
    } finally {
      line.lock.unlock();
    }
  }

  private boolean closed(int code) {
    if (end == null) {
      queueOrDie(FrameWriter.close(code == 1005 ? 1000 : code, random));
      boolean forgiven = code == 1000 && settings.forgiveClose1000();
      over(new StreamEnd.ClosedByGateway(code, forgiven));
    }
    return false;
  }

  private boolean judged(Verdict verdict) {
    long now = line.now();
    if (!twoWay) {
      return complain(DebuggerCode.INVALID_MESSAGE, "a one-way stream takes no messages");
    }
    return switch (verdict) {
      case Verdict.Media media -> {
        if (!playout.media(media.ulaw(), now)) {
          line.recording().event(now, Kind.AUDIO_REFUSED, media.ulaw().length + " bytes");
        }
        yield excused(media.complaint());
      }
      case Verdict.Mark mark -> {
        playout.mark(mark.name(), now);
        line.hurry();
        yield excused(mark.complaint());
      }
      case Verdict.Clear clear -> {
        line.recording().event(now, Kind.CLEARED, "");
        playout.clear(now);
        yield excused(clear.complaint());
      }
      case Verdict.Invalid invalid -> complain(DebuggerCode.INVALID_MESSAGE, invalid.why());
    };
  }

  private boolean excused(Optional<String> complaint) {
    return complaint.isEmpty() || complain(DebuggerCode.INVALID_MESSAGE, complaint.get());
  }

  private boolean complain(DebuggerCode code, String why) {
    warnOnce(code, why);
    if (settings.badMessagesEnd() && end == null) {
      over(new StreamEnd.Violated(why));
      return false;
    }
    return true;
  }

  private void warnOnce(DebuggerCode code, String why) {
    if (warned.add(code)) {
      debugger.add(code, why);
    }
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
    playout.advance(now);
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

  private void send(int opcode, byte[] payload) {
    queueOrDie(FrameWriter.frame(opcode, payload, random));
  }

  private void queueOrDie(byte[] frame) {
    if (!queue.offer(frame)) {
      socket.close();
    }
  }

  private void endQueue() {
    if (!queue.offerEnd()) {
      socket.close();
    }
  }

  /** Where the play-out goes: to the recording, and back to the gateway. */
  private final class Playing implements PlayoutModel.Sink {
    @Override
    public void played(long position, byte[] ulaw, int from, int length) {
      if (!dead) {
        line.recording().assistant(position, ulaw, from, length);
      }
    }

    @Override
    public void returned(long position, String mark, boolean flushed) {
      line.recording().event(position, flushed ? Kind.MARK_FLUSHED : Kind.MARK_PLAYED, mark);
      if (!dead) {
        send(FrameReader.TEXT, outgoing.mark(mark));
      }
    }
  }
}
