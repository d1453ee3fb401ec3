// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.media;

import dev.trunkline.gateway.call.CallStream;
import dev.trunkline.gateway.metrics.GatewayMeters;
import dev.trunkline.gateway.metrics.GatewayMeters.Rejection;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket from Twilio: waits for {@code start}, then leads what comes to its call. What does
 * not belong is counted and ignored, within bounds. Called by the socket's thread, but for {@link
 * #startIsDue}, {@link #heardAt} and {@link #closeIdle}.
 */
final class MediaSocket {
  private static final Logger log = LoggerFactory.getLogger(MediaSocket.class);
  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int UNSUPPORTED_DATA = 1003;
  static final int POLICY_VIOLATION = 1008;

  /** A peer that keeps sending what cannot be read is not Twilio. */
  private static final int MOST_MALFORMED = 100;

  /** Opens the stream of a {@code start}; empty if its token is not good. */
  interface Opener {
    Optional<CallStream> open(Inbound.Start start, Wire wire);
  }

  private final Wire wire;
  private final Opener opener;
  private final RateLimit rate;
  private final LongSupplier nanoTime;
  private final GatewayMeters meters;
  private volatile @Nullable CallStream stream;
  private volatile long heardAt;
  private String streamSid = "";
  private long lastSequence;
  private int malformed;
  private boolean stopped;

  MediaSocket(
      Wire wire, Opener opener, RateLimit rate, LongSupplier nanoTime, GatewayMeters meters) {
    this.wire = wire;
    this.opener = opener;
    this.rate = rate;
    this.nanoTime = nanoTime;
    this.meters = meters;
    this.heardAt = nanoTime.getAsLong();
  }

  /** A text message came. */
  void text(String message) {
    heardAt = nanoTime.getAsLong();
    Inbound inbound = InboundParser.parse(message);
    noteSequence(inbound.sequence());
    switch (inbound) {
      case Inbound.Connected() -> {}
      case Inbound.Start start -> start(start);
      case Inbound.Media media -> media(media);
      case Inbound.Dtmf dtmf -> {
        CallStream open = openStream(dtmf.streamSid());
        if (open != null && withinRate()) {
          open.pressed(dtmf.digit());
        }
      }
      case Inbound.Mark mark -> {
        CallStream open = openStream(mark.streamSid());
        if (open != null && !open.markReturned(mark.name())) {
          meters.rejected(Rejection.STALE_MARK);
        }
      }
      case Inbound.Stop stop -> stop(stop);
      case Inbound.Unknown unknown -> meters.rejected(Rejection.UNKNOWN_EVENT);
      case Inbound.Malformed() -> malformed();
    }
  }

  /** A binary message came, which the protocol does not have. */
  void binary() {
    meters.rejected(Rejection.BINARY);
  }

  /** The socket is closed or broken. May be called twice. */
  void closed(int code, String reason) {
    CallStream open = stream;
    if (open != null && !stopped) {
      open.lost(reason.isBlank() ? "closed with code " + code : reason);
    }
  }

  /** Time is up for {@code start}: without it the socket is closed. */
  void startIsDue() {
    if (stream == null) {
      wire.close(POLICY_VIOLATION, "no start in time");
    }
  }

  /** When the last message came, as {@link System#nanoTime}. */
  long heardAt() {
    return heardAt;
  }

  /** Nothing has come for too long: Twilio sends audio all the time, so it is gone. */
  void closeIdle() {
    wire.close(GOING_AWAY, "nothing heard for too long");
  }

  private void start(Inbound.Start start) {
    if (stream != null) {
      meters.rejected(Rejection.SECOND_START);
      return;
    }
    boolean ulaw = start.encoding() == null || start.encoding().equals("audio/x-mulaw");
    boolean telephone = start.sampleRate() == null || start.sampleRate().equals("8000");
    if (!ulaw || !telephone) {
      meters.rejected(Rejection.WRONG_FORMAT);
      wire.close(UNSUPPORTED_DATA, "audio must be mu-law at 8 kHz");
      return;
    }
    Optional<CallStream> opened = opener.open(start, wire);
    if (opened.isEmpty()) {
      meters.rejected(Rejection.BAD_TOKEN);
      log.atWarn().addKeyValue("call", start.callSid()).log("stream refused: no good token");
      wire.close(POLICY_VIOLATION, "no good token");
      return;
    }
    streamSid = start.streamSid();
    stream = opened.get();
  }

  private void media(Inbound.Media media) {
    CallStream open = openStream(media.streamSid());
    if (open == null || media.ulaw().length == 0) {
      return;
    }
    if (media.track() != null && !media.track().startsWith("inbound")) {
      meters.rejected(Rejection.WRONG_TRACK);
    } else if (withinRate()) {
      open.frame(media.ulaw());
    }
  }

  private void stop(Inbound.Stop stop) {
    CallStream open = openStream(stop.streamSid());
    if (open != null) {
      stopped = true;
      open.stopped();
      wire.close(NORMAL, "stopped");
    }
  }

  private void malformed() {
    meters.rejected(Rejection.MALFORMED);
    if (++malformed >= MOST_MALFORMED) {
      wire.close(POLICY_VIOLATION, "too many malformed messages");
    }
  }

  private @Nullable CallStream openStream(@Nullable String messageStreamSid) {
    if (stream == null) {
      meters.rejected(Rejection.BEFORE_START);
      return null;
    }
    if (!streamSid.equals(messageStreamSid)) {
      meters.rejected(Rejection.WRONG_STREAM);
      return null;
    }
    return stream;
  }

  private boolean withinRate() {
    boolean within = rate.take();
    if (!within) {
      meters.rejected(Rejection.TOO_MANY);
    }
    return within;
  }

  private void noteSequence(long sequence) {
    if (sequence > lastSequence) {
      if (lastSequence > 0 && sequence > lastSequence + 1) {
        meters.messagesMissed(sequence - lastSequence - 1);
      }
      lastSequence = sequence;
    }
  }
}
