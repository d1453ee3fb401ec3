// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.CallEvent.GapCovered;
import dev.trunkline.events.CallEvent.RedirectFailed;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.gateway.cover.GapCover;
import dev.trunkline.gateway.cover.GapCover.Gap;
import dev.trunkline.gateway.cover.Outage;
import dev.trunkline.gateway.playout.Playout;
import dev.trunkline.gateway.webhook.StreamTicket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call: at most one stream at a time, and exactly one end. Thread-safe; its lock is taken
 * before that of its play-out, never after.
 */
final class Call {
  /** The close code of an endpoint that goes away. */
  private static final int GOING_AWAY = 1001;

  /** A stream of the call: its audio and the way back. */
  static final class Stream {
    private final InboundStream inbound;
    private final StreamLine line;
    private final String webhook;

    Stream(InboundStream inbound, StreamLine line, String webhook) {
      this.inbound = inbound;
      this.line = line;
      this.webhook = webhook;
    }

    String streamSid() {
      return line.streamSid();
    }

    InboundStream inbound() {
      return inbound;
    }

    StreamLine line() {
      return line;
    }
  }

  private final StreamTicket ticket;
  private final CallLog log;
  private final InstantSource clock;
  private final Playout playout;
  private final Gap gap;
  private Stream last;
  private @Nullable Stream current;
  private boolean ended;
  private int redirectedAfter = -1;
  private @Nullable Duration away;
  private @Nullable HangUp hangUp;

  Call(
      StreamTicket ticket,
      Stream first,
      Playout playout,
      Gap gap,
      CallLog log,
      InstantSource clock) {
    this.gap = gap;
    this.ticket = ticket;
    this.last = first;
    this.playout = playout;
    this.log = log;
    this.clock = clock;
  }

  String callSid() {
    return ticket.callSid();
  }

  Playout playout() {
    return playout;
  }

  /** How long it has been silent. */
  Gap gap() {
    return gap;
  }

  /** Says the gateway's own words into the silence; false if it is none. */
  synchronized boolean cover(GapCover.Words words, Outage outage) {
    Stream stream = current;
    if (stream == null || !playout.interject(words.ulaw(), words.after())) {
      return false;
    }
    log.call(
        new GapCovered(
            callSid(),
            stream.streamSid(),
            outage.stages(),
            stream.inbound().mediaMs(),
            clock.millis()));
    return true;
  }

  /** True while this stream is open. */
  synchronized boolean isOn(String streamSid) {
    return current != null && current.streamSid().equals(streamSid);
  }

  /** The call is to be ended; of several wishes the first counts, as in the play-out. */
  synchronized void farewell(HangUp wish) {
    if (hangUp == null || wish.afterTurn() < hangUp.afterTurn()) {
      hangUp = wish;
    }
  }

  /** What should have been said last and had no sound; "" if there is nothing of the kind. */
  synchronized String unheardFarewell() {
    HangUp wish = hangUp;
    if (wish == null || wish.farewell() == null || playout.hasBegun(wish.afterTurn())) {
      return "";
    }
    return wish.farewell();
  }

  /** True while a stream is open. */
  synchronized boolean hasStream() {
    return current != null;
  }

  /**
   * The call begins, or it comes here from another gateway, if {@code register} makes it known to
   * others; those wait until it has begun.
   */
  synchronized boolean begin(Predicate<Call> register) {
    if (!register.test(this)) {
      return false;
    }
    current = last;
    publishArrival(ticket.resumed());
    return true;
  }

  /** A new stream takes over from the last one; false if the call is over. */
  synchronized boolean resume(Stream stream) {
    if (ended) {
      return false;
    }
    if (current != null) {
      current.inbound().end();
      playout.detach();
      current.line().close(1000, "the call has a new stream");
    }
    last = stream;
    current = stream;
    away = null;
    publishArrival(true);
    playout.attach(stream.line());
    return true;
  }

  synchronized void pressed(Stream stream, String digit) {
    if (stream == current) {
      log.call(
          new DtmfPressed(
              callSid(), stream.streamSid(), digit, stream.inbound().mediaMs(), clock.millis()));
    }
  }

  /** The stream broke; true if the call now waits for another. */
  synchronized boolean lost(Stream stream, String reason) {
    stream.inbound().end();
    if (stream != current) {
      return false;
    }
    current = null;
    playout.detach();
    log.call(new StreamLost(callSid(), stream.streamSid(), reason, clock.millis()));
    return true;
  }

  /** Twilio says that this stream broke; returns it if it was the open one, which is closed. */
  synchronized @Nullable Stream broken(String streamSid, String reason) {
    Stream stream = current;
    if (stream == null || !stream.streamSid().equals(streamSid)) {
      return null;
    }
    lost(stream, reason);
    stream.line().close(GOING_AWAY, reason);
    return stream;
  }

  /** Another gateway shall take the call; its stream is closed. */
  synchronized void handOver(String reason) {
    Stream stream = current;
    if (stream != null) {
      lost(stream, reason);
      stream.line().close(GOING_AWAY, reason);
    }
  }

  /** Twilio said that this stream's call is over; false if another stream has taken over. */
  synchronized boolean stopped(Stream stream) {
    stream.inbound().end();
    return stream == current && end(Cause.CALLER_HUNG_UP);
  }

  /**
   * Twilio is about to be asked to do something else with the call, which ends its stream.
   *
   * @param afterTurn tells a repeat, for which nothing is done
   * @param wait how long the call may then be away
   * @return our webhook as Twilio knows it; null if there is nothing to be asked
   */
  synchronized @Nullable String redirecting(int afterTurn, Duration wait) {
    if (current == null || afterTurn <= redirectedAfter) {
      return null;
    }
    redirectedAfter = afterTurn;
    away = wait;
    return current.webhook;
  }

  /** Twilio was not to be persuaded: the stream goes on. */
  synchronized void redirectFailed(String reason) {
    away = null;
    if (!ended) {
      log.call(new RedirectFailed(callSid(), last.streamSid(), reason, clock.millis()));
    }
  }

  /** The stream's end was asked for, and the call may come back within this time; null if not. */
  synchronized @Nullable Duration stoppedForAWhile(Stream stream) {
    return away != null && lost(stream, "the call is redirected") ? away : null;
  }

  /**
   * The call did not come back here after {@code stream} was lost: it went to another gateway, or
   * is over, which the dialog knows and says. False if it has another stream, or had ended.
   */
  synchronized boolean expired(Stream stream) {
    if (ended || current != null || stream != last) {
      return false;
    }
    ended = true;
    playout.end();
    return true;
  }

  /** Ends the call; false if it has ended before. */
  synchronized boolean end(Cause cause) {
    if (ended) {
      return false;
    }
    ended = true;
    current = null;
    last.inbound().end();
    playout.end();
    log.call(
        new CallEnded(
            callSid(), last.streamSid(), cause, last.inbound().mediaMs(), clock.millis()));
    return true;
  }

  /** The line of the last stream, which may be closed already. */
  synchronized StreamLine line() {
    return last.line();
  }

  private void publishArrival(boolean resumed) {
    String streamSid = last.streamSid();
    log.call(
        resumed
            ? new CallResumed(callSid(), streamSid, ticket.from(), ticket.to(), clock.millis())
            : new CallStarted(callSid(), streamSid, ticket.from(), ticket.to(), clock.millis()));
  }
}
