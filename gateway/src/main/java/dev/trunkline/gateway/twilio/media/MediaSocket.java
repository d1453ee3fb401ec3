// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import dev.trunkline.gateway.call.CallStream;
import dev.trunkline.gateway.http.WebSocketSender;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket from Twilio: waits for {@code start}, then forwards its messages to the call.
 * Messages that do not belong there are counted and ignored, up to a limit. Called on the socket's
 * thread, except {@link #onStartTimeout}, {@link #lastMessageNanos} and {@link #closeIdle}.
 */
final class MediaSocket {
  private static final Logger log = LoggerFactory.getLogger(MediaSocket.class);
  private static final int NORMAL_CLOSURE = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int UNSUPPORTED_DATA = 1003;
  private static final int POLICY_VIOLATION = 1008;

  /** A peer that sends more malformed messages than this is not Twilio. */
  private static final int MAX_MALFORMED = 100;

  /** More messages than this are not lost in a row: the peer counts wrong. */
  private static final int MAX_MISSED = 10_000;

  private static final int BYTES_PER_SECOND = 12_000; // One and a half times real time.
  private static final int BYTES_BURST = 12 * 8_000;

  private final WebSocketSender socket;
  private final Function<TwilioMessage.Start, Optional<CallStream>> opener;
  private final RateLimit rate;
  private final RateLimit bytes;
  private final LongSupplier nanoTime;
  private final MediaMetrics metrics;
  private volatile @Nullable CallStream stream;
  private volatile long lastMessageNanos;
  private String streamSid = "";
  private long lastSequence;
  private int malformed;
  private boolean stopped;

  /**
   * @param opener opens the stream of a {@code start}; empty if its token is not valid
   */
  MediaSocket(
      WebSocketSender socket,
      Function<TwilioMessage.Start, Optional<CallStream>> opener,
      RateLimit rate,
      LongSupplier nanoTime,
      MediaMetrics metrics) {
    this.socket = socket;
    this.opener = opener;
    this.rate = rate;
    this.bytes = new RateLimit(BYTES_PER_SECOND, BYTES_BURST, nanoTime);
    this.nanoTime = nanoTime;
    this.metrics = metrics;
    this.lastMessageNanos = nanoTime.getAsLong();
  }

  void onText(String message) {
    lastMessageNanos = nanoTime.getAsLong();
    TwilioMessage parsed = TwilioMessageParser.parse(message);
    countMissed(parsed.sequence());
    switch (parsed) {
      case TwilioMessage.Connected() -> {}
      case TwilioMessage.Start start -> onStart(start);
      case TwilioMessage.Media media -> onMedia(media);
      case TwilioMessage.Dtmf dtmf -> {
        CallStream open = openStream(dtmf.streamSid());
        if (open != null && withinRate()) {
          open.onDtmf(dtmf.digit());
        }
      }
      case TwilioMessage.Mark mark -> {
        CallStream open = openStream(mark.streamSid());
        if (open != null && !open.onMark(mark.name())) {
          metrics.rejected(MessageRejection.STALE_MARK);
        }
      }
      case TwilioMessage.Stop stop -> onStop(stop);
      case TwilioMessage.Unknown unknown -> metrics.rejected(MessageRejection.UNKNOWN_EVENT);
      case TwilioMessage.Malformed() -> onMalformed();
    }
  }

  /** The protocol has no binary messages. */
  void onBinary() {
    metrics.rejected(MessageRejection.BINARY);
  }

  /** The socket closed or broke. May be called twice. */
  void onClose(int code, String reason) {
    CallStream open = stream;
    if (open != null && !stopped) {
      // The peer's own words: no line of a log may be made of them.
      String said = reason.replaceAll("\\p{Cntrl}", " ").strip();
      open.onSocketLost(said.isEmpty() ? "closed with code " + code : said);
    }
  }

  /** Closes the socket if {@code start} has not come in time. */
  void onStartTimeout() {
    if (stream == null) {
      socket.close(POLICY_VIOLATION, "no start message in time");
    }
  }

  /** When the last message arrived, as {@link System#nanoTime}. */
  long lastMessageNanos() {
    return lastMessageNanos;
  }

  /** Closes a socket without messages: Twilio sends audio all the time, so it is gone. */
  void closeIdle() {
    socket.close(GOING_AWAY, "idle timeout");
  }

  private void onStart(TwilioMessage.Start start) {
    if (stream != null) {
      metrics.rejected(MessageRejection.SECOND_START);
      return;
    }
    boolean ulaw = start.encoding() == null || start.encoding().equals("audio/x-mulaw");
    boolean telephone = start.sampleRate() == null || start.sampleRate().equals("8000");
    if (!ulaw || !telephone) {
      metrics.rejected(MessageRejection.WRONG_FORMAT);
      socket.close(UNSUPPORTED_DATA, "audio must be mu-law at 8 kHz");
      return;
    }
    Optional<CallStream> opened = opener.apply(start);
    if (opened.isEmpty()) {
      metrics.rejected(MessageRejection.BAD_TOKEN);
      log.atWarn()
          .addKeyValue("call", start.callSid())
          .log("media stream rejected; stream token missing, expired or already used");
      socket.close(POLICY_VIOLATION, "invalid stream token");
      return;
    }
    streamSid = start.streamSid();
    stream = opened.get();
  }

  private void onMedia(TwilioMessage.Media media) {
    CallStream open = openStream(media.streamSid());
    if (open == null || media.ulaw().length == 0) {
      return;
    }
    if (media.track() != null && !media.track().startsWith("inbound")) {
      metrics.rejected(MessageRejection.WRONG_TRACK);
    } else if (withinRate() && inRealTime(media.ulaw().length)) {
      open.onAudio(media.ulaw());
    }
  }

  private void onStop(TwilioMessage.Stop stop) {
    CallStream open = openStream(stop.streamSid());
    if (open != null) {
      stopped = true;
      open.onStop();
      socket.close(NORMAL_CLOSURE, "stopped");
    }
  }

  private void onMalformed() {
    metrics.rejected(MessageRejection.MALFORMED);
    if (++malformed >= MAX_MALFORMED) {
      socket.close(POLICY_VIOLATION, "too many malformed messages");
    }
  }

  private @Nullable CallStream openStream(@Nullable String messageStreamSid) {
    if (stream == null) {
      metrics.rejected(MessageRejection.BEFORE_START);
      return null;
    }
    if (!streamSid.equals(messageStreamSid)) {
      metrics.rejected(MessageRejection.WRONG_STREAM);
      return null;
    }
    return stream;
  }

  private boolean withinRate() {
    boolean within = rate.tryAcquire();
    if (!within) {
      metrics.rejected(MessageRejection.TOO_MANY);
    }
    return within;
  }

  /** A message may hold many seconds of audio. */
  private boolean inRealTime(int length) {
    boolean within = bytes.tryAcquire(length);
    if (!within) {
      metrics.rejected(MessageRejection.TOO_MANY);
    }
    return within;
  }

  private void countMissed(long sequence) {
    if (sequence > lastSequence && sequence - lastSequence <= MAX_MISSED) {
      if (lastSequence > 0 && sequence > lastSequence + 1) {
        metrics.messagesMissed(sequence - lastSequence - 1);
      }
      lastSequence = sequence;
    }
  }
}
