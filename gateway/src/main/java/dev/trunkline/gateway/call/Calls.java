// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.gateway.cover.GapCover;
import dev.trunkline.gateway.cover.Outage;
import dev.trunkline.gateway.metrics.GatewayMeters;
import dev.trunkline.gateway.metrics.GatewayMeters.Drop;
import dev.trunkline.gateway.playout.Playout;
import dev.trunkline.gateway.webhook.StatusEndpoint;
import dev.trunkline.gateway.webhook.StreamTicket;
import dev.trunkline.gateway.webhook.TwimlEndpoint.CallsInHand;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that this gateway holds. Thread-safe. */
public final class Calls implements Arrivals, CallsInHand {
  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  /** Twilio closes the stream of a call it has ended; if it does not, we do. */
  private static final long CLOSE_WAIT_MS = 5_000;

  /** How calls behave: their play-out, and how long one waits for a new stream. */
  public record Limits(Playout.Limits playout, Duration resumeWait) {}

  private final ConcurrentHashMap<String, Call> calls = new ConcurrentHashMap<>();
  private final RecentCalls endedOnPurpose = new RecentCalls();
  private final Limits limits;
  private final CallLog events;
  private final CallEnder ender;
  private final CallRedirector redirector;
  private final Redirects redirects;
  private final GapCover cover;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final GatewayMeters meters;
  private final Departures departures;

  /** Uses {@code timers} for waits; what may block runs on virtual threads. */
  public Calls(
      Limits limits,
      CallLog events,
      CallEnder ender,
      CallRedirector redirector,
      GapCover cover,
      LongSupplier nanoTime,
      InstantSource clock,
      ScheduledExecutorService timers,
      GatewayMeters meters) {
    this.limits = limits;
    this.events = events;
    this.ender = ender;
    this.redirector = redirector;
    this.cover = cover;
    this.redirects = new Redirects(redirector);
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.meters = meters;
    this.departures =
        new Departures(calls, new ReportedEnds(this, events, clock), limits.resumeWait(), timers);
  }

  /** What Twilio says of ends goes here. */
  public StatusEndpoint.Ends ends() {
    return departures.reported();
  }

  @Nullable Call find(String callSid) {
    return calls.get(callSid);
  }

  /** How many calls have an open stream. */
  public int sessions() {
    return (int) calls.values().stream().filter(Call::hasStream).count();
  }

  /** How many calls are in hand, those that wait for a new stream included. */
  public int size() {
    return calls.size();
  }

  /** Which calls are in hand; what is seen of it changes with them. */
  public Set<String> callSids() {
    return Collections.unmodifiableSet(calls.keySet());
  }

  /** How much speech waits to be sent to callers. */
  public double queuedSeconds() {
    return calls.values().stream().mapToDouble(call -> call.playout().queuedSeconds()).sum();
  }

  @Override
  public Optional<String> endedOnPurpose(String callSid) {
    return endedOnPurpose.text(callSid);
  }

  /** A stream with a good ticket is open; a stream that the call still had is closed. */
  public CallStream open(
      StreamTicket ticket, InboundStream inbound, StreamLine line, String webhook) {
    var stream = new Call.Stream(inbound, line, webhook);
    while (true) {
      Call call = calls.get(ticket.callSid());
      if (call == null) {
        call = newCall(ticket, stream);
        if (call.begin(begun -> calls.putIfAbsent(ticket.callSid(), begun) == null)) {
          return new OpenStream(call, stream, departures, cover, meters);
        }
      } else if (call.resume(stream)) {
        return new OpenStream(call, stream, departures, cover, meters);
      } else {
        calls.remove(ticket.callSid(), call);
      }
    }
  }

  @Override
  public void audio(OutboundAudio chunk, long writtenAtMs) {
    Call call = calls.get(chunk.callSid());
    if (call == null) {
      meters.dropped(Drop.UNKNOWN_CALL);
    } else {
      call.playout().add(chunk, writtenAtMs);
    }
  }

  @Override
  public void command(GatewayCommand command) {
    Call call = calls.get(command.callSid());
    if (call == null) {
      meters.dropped(Drop.UNKNOWN_CALL);
      return;
    }
    switch (command) {
      case GatewayCommand.Interrupt interrupt -> call.playout().interrupt(interrupt.floor());
      case GatewayCommand.Pause pause -> call.playout().pause(pause.turn());
      case GatewayCommand.Resume resume -> call.playout().resume(resume.turn());
      case GatewayCommand.HangUp hangUp -> {
        call.farewell(hangUp);
        call.playout().hangUpAfter(hangUp.afterTurn());
      }
      case GatewayCommand.Transfer transfer -> redirects.transfer(call, transfer);
      case GatewayCommand.SendDtmf keys -> redirects.press(call, keys);
      case GatewayCommand.ReleasePlace _ -> {} // Places are given before there is a call.
    }
  }

  /** Sends the audio that is due for every call. One call's trouble is not another's. */
  public void tick() {
    Outage outage = cover.outage();
    for (Call call : calls.values()) {
      try {
        call.playout().tick();
        if (outage != null) {
          fillSilence(call, outage);
        }
      } catch (RuntimeException e) {
        log.atError().addKeyValue("call", call.callSid()).setCause(e).log("play-out failed");
      }
    }
  }

  private void fillSilence(Call call, Outage outage) {
    if (cover.isDue(call.gap(), outage) && call.cover(cover.words(), outage)) {
      cover.covered(call.gap());
      meters.covered();
    }
  }

  /**
   * Lets all calls go on elsewhere: their streams are closed, so Twilio asks at the continuation
   * what to do, and the gateway that answers goes on with the call. Of those that are sent here
   * {@link #bidFarewell} tells.
   */
  public void handOver() {
    calls.values().forEach(call -> call.handOver("the gateway stops"));
  }

  @Override
  public void transferred(String callSid) {
    Call call = calls.get(callSid);
    if (call != null) {
      departures.end(call, Cause.TRANSFERRED);
    }
  }

  @Override
  public void bidFarewell(String callSid) {
    Call call = calls.get(callSid);
    if (call != null) {
      departures.end(call, Cause.GATEWAY_STOPPED);
    }
  }

  private Call newCall(StreamTicket ticket, Call.Stream stream) {
    // The play-out asks for the hang-up under its lock, so the call is ended elsewhere.
    Runnable hangUp =
        () ->
            Thread.ofVirtual()
                .name("hang-up-" + ticket.callSid())
                .start(() -> hangUp(ticket.callSid()));
    var playout =
        new Playout(
            ticket.callSid(),
            stream.line(),
            limits.playout(),
            nanoTime,
            clock,
            new Playout.Reports(events::playback, hangUp),
            meters);
    return new Call(ticket, stream, playout, cover.newGap(), events, clock);
  }

  private void hangUp(String callSid) {
    Call call = calls.get(callSid);
    if (call == null) {
      return;
    }
    String unheard = call.unheardFarewell();
    endedOnPurpose.add(callSid, unheard);
    if (departures.end(call, Cause.ASSISTANT_HUNG_UP)) {
      boolean endedByTwilio =
          unheard.isEmpty() ? ender.end(callSid) : redirector.sayAndHangUp(callSid, unheard);
      departures.after(
          endedByTwilio ? CLOSE_WAIT_MS : 0, () -> call.line().close(1000, "the call is over"));
    }
  }

  /** Twilio says so, and its {@code stop} may never come. */
  void endedByTwilio(Call call) {
    if (departures.end(call, Cause.CALLER_HUNG_UP)) {
      call.line().close(1000, "the call is over");
    }
  }

  /** Twilio says so, and the socket may hang. */
  void brokenByTwilio(Call call, String streamSid, String reason) {
    Call.Stream stream = call.broken(streamSid, reason);
    if (stream != null) {
      departures.awaitReturn(call, stream, reason);
    }
  }
}
