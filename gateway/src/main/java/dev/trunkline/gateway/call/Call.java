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
import dev.trunkline.gateway.outage.CallSilence;
import dev.trunkline.gateway.outage.OutageAnnouncer.Announcement;
import dev.trunkline.gateway.outage.StageOutage;
import dev.trunkline.gateway.playout.OutboundStream;
import dev.trunkline.gateway.playout.Playout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call: at most one stream at a time, and exactly one end. Thread-safe; its lock is taken
 * before that of its play-out, never after.
 */
final class Call {
  private static final int NORMAL_CLOSURE = 1000;
  private static final int GOING_AWAY = 1001;

  /**
   * A stream of the call.
   *
   * @param webhook our webhook's URL as Twilio knows it
   */
  record Stream(InboundStream inbound, OutboundStream outbound, String webhook) {
    String streamSid() {
      return outbound.streamSid();
    }
  }

  private final StreamTicket ticket;
  private final CallEventSink events;
  private final InstantSource clock;
  private final Playout playout;
  private final CallSilence silence;
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
      CallSilence silence,
      CallEventSink events,
      InstantSource clock) {
    this.silence = silence;
    this.ticket = ticket;
    this.last = first;
    this.playout = playout;
    this.events = events;
    this.clock = clock;
  }

  String callSid() {
    return ticket.callSid();
  }

  Playout playout() {
    return playout;
  }

  /** The number shown to whom the caller is transferred; empty for the caller's own. */
  Optional<String> callerId() {
    return CallerId.of(ticket);
  }

  /** Our number, as Twilio signed it. */
  String to() {
    return ticket.to();
  }

  /** Since when the caller has been silent, and when an outage was last announced. */
  CallSilence silence() {
    return silence;
  }

  /** Plays the announcement unless the assistant is heard or has speech queued; false then. */
  synchronized boolean announce(Announcement announcement, StageOutage outage) {
    Stream stream = current;
    if (stream == null || !playout.interject(announcement.ulaw(), announcement.after())) {
      return false;
    }
    events.call(
        new GapCovered(
            callSid(),
            stream.streamSid(),
            outage.stages(),
            stream.inbound().mediaMs(),
            clock.millis()));
    return true;
  }

  /** Fills what the open stream does not send; returns how many frames of silence that took. */
  int fillGap(long now) {
    Stream stream;
    synchronized (this) {
      stream = current;
    }
    return stream == null ? 0 : stream.inbound().fillGap(playout.isAudible(), now);
  }

  /** True while {@code streamSid} is the open stream. */
  synchronized boolean isOn(String streamSid) {
    return current != null && current.streamSid().equals(streamSid);
  }

  /** Requests a hang-up; of several requests the one after the lowest turn counts. */
  synchronized void requestHangUp(HangUp request) {
    if (hangUp == null || request.afterTurn() < hangUp.afterTurn()) {
      hangUp = request;
    }
  }

  /** The farewell of a requested hang-up if no audio of it was sent; "" otherwise. */
  synchronized String unheardFarewell() {
    HangUp request = hangUp;
    if (request == null || request.farewell() == null || playout.hasBegun(request.afterTurn())) {
      return "";
    }
    return request.farewell();
  }

  /** True while a stream is open. */
  synchronized boolean hasStream() {
    return current != null;
  }

  /**
   * Begins the call, or resumes one of another gateway, if {@code register} publishes it to other
   * threads; these wait until it has begun. False if {@code register} was.
   */
  synchronized boolean begin(Predicate<Call> register) {
    if (!register.test(this)) {
      return false;
    }
    current = last;
    publishStart(ticket.resumed());
    return true;
  }

  /** Replaces the stream by a new one; false if the call is over. */
  synchronized boolean resume(Stream stream) {
    if (ended) {
      return false;
    }
    if (current != null) {
      current.inbound().end();
      playout.detach();
      current.outbound().close(NORMAL_CLOSURE, "the call has a new stream");
    }
    last = stream;
    current = stream;
    away = null;
    publishStart(true);
    playout.attach(stream.outbound());
    return true;
  }

  synchronized void onDtmf(Stream stream, String digit) {
    if (stream.equals(current)) {
      events.call(
          new DtmfPressed(
              callSid(), stream.streamSid(), digit, stream.inbound().mediaMs(), clock.millis()));
    }
  }

  /** Detaches a stream that broke; true if the call now waits for another. */
  synchronized boolean onStreamLost(Stream stream, String reason) {
    stream.inbound().end();
    if (!stream.equals(current)) {
      return false;
    }
    current = null;
    playout.detach();
    events.call(new StreamLost(callSid(), stream.streamSid(), reason, clock.millis()));
    return true;
  }

  /** Closes the stream if it is the open one, and returns it; null otherwise. */
  synchronized @Nullable Stream breakStream(String streamSid, String reason) {
    Stream stream = current;
    if (stream == null || !stream.streamSid().equals(streamSid)) {
      return null;
    }
    onStreamLost(stream, reason);
    stream.outbound().close(GOING_AWAY, reason);
    return stream;
  }

  /** Closes the stream so that another gateway can resume the call. */
  synchronized void handOver(String reason) {
    Stream stream = current;
    if (stream != null) {
      onStreamLost(stream, reason);
      stream.outbound().close(GOING_AWAY, reason);
    }
  }

  /** Ends the call whose stream Twilio stopped; false if another stream has replaced it. */
  synchronized boolean onStop(Stream stream) {
    stream.inbound().end();
    return stream.equals(current) && end(Cause.CALLER_HUNG_UP);
  }

  /**
   * Prepares a redirect at Twilio, which will end the stream.
   *
   * @param afterTurn identifies the redirect, so that a repeated command has no effect
   * @param wait how long the call may then be away
   * @return our webhook's URL as Twilio knows it; null if there is nothing to redirect
   */
  synchronized @Nullable String beginRedirect(int afterTurn, Duration wait) {
    if (current == null || afterTurn <= redirectedAfter) {
      return null;
    }
    redirectedAfter = afterTurn;
    away = wait;
    return current.webhook();
  }

  /** Reports that Twilio did not redirect the call; the stream continues. */
  synchronized void redirectFailed(String reason) {
    away = null;
    if (!ended) {
      events.call(new RedirectFailed(callSid(), last.streamSid(), reason, clock.millis()));
    }
  }

  /** Reports that a redirect was not tried; one in progress continues. */
  synchronized void redirectRefused(String reason) {
    if (!ended) {
      events.call(new RedirectFailed(callSid(), last.streamSid(), reason, clock.millis()));
    }
  }

  /** If a redirect stopped the stream: how long to wait for the call; null otherwise. */
  synchronized @Nullable Duration onStopWhileRedirected(Stream stream) {
    return away != null && onStreamLost(stream, "the call is redirected") ? away : null;
  }

  /**
   * Gives up a call that did not come back here after {@code stream} was lost: another gateway has
   * it, or it is over, which the dialog worker finds out. False if it has another stream, or had
   * ended.
   */
  synchronized boolean expire(Stream stream) {
    if (ended || current != null || !stream.equals(last)) {
      return false;
    }
    ended = true;
    playout.end();
    return true;
  }

  /** Ends the call; false if it had ended before. */
  synchronized boolean end(Cause cause) {
    if (ended) {
      return false;
    }
    ended = true;
    current = null;
    last.inbound().end();
    playout.end();
    events.call(
        new CallEnded(
            callSid(), last.streamSid(), cause, last.inbound().mediaMs(), clock.millis()));
    return true;
  }

  /** The last stream, which may be closed already. */
  synchronized OutboundStream outbound() {
    return last.outbound();
  }

  private void publishStart(boolean resumed) {
    String streamSid = last.streamSid();
    events.call(
        resumed
            ? new CallResumed(callSid(), streamSid, ticket.from(), ticket.to(), clock.millis())
            : new CallStarted(callSid(), streamSid, ticket.from(), ticket.to(), clock.millis()));
  }
}
