// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.gateway.outage.OutageAnnouncer;
import dev.trunkline.gateway.outage.StageOutage;
import dev.trunkline.gateway.playout.Clocks;
import dev.trunkline.gateway.playout.OutboundStream;
import dev.trunkline.gateway.playout.Playout;
import dev.trunkline.gateway.playout.SpeechDrop;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that this gateway holds. Thread-safe. */
public final class Calls {
  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  /**
   * How calls behave.
   *
   * @param resumeWait how long a call waits for a new stream
   */
  public record Limits(Playout.Limits playout, Duration resumeWait) {}

  /** What calls need from the outside. */
  public record Ports(
      CallEventSink events,
      CallControl control,
      AllowedRedirects redirects,
      OutageAnnouncer announcer) {}

  private final ConcurrentHashMap<String, Call> calls = new ConcurrentHashMap<>();
  private final Limits limits;
  private final CallEventSink events;
  private final OutageAnnouncer announcer;
  private final CallRedirects redirects;
  private final Clocks clocks;
  private final CallMetrics metrics;
  private final CallTeardown teardown;
  private final AssistantHangUps hangUps;

  /** Uses {@code timers} for waits; blocking work runs on virtual threads. */
  public Calls(
      Limits limits,
      Ports ports,
      Clocks clocks,
      ScheduledExecutorService timers,
      CallMetrics metrics) {
    this.limits = limits;
    this.events = ports.events();
    this.announcer = ports.announcer();
    this.redirects = new CallRedirects(ports.control(), ports.redirects(), metrics);
    this.clocks = clocks;
    this.metrics = metrics;
    this.teardown = new CallTeardown(calls, limits.resumeWait(), timers);
    this.hangUps = new AssistantHangUps(calls, ports.control(), teardown);
  }

  CallTeardown teardown() {
    return teardown;
  }

  @Nullable Call find(String callSid) {
    return calls.get(callSid);
  }

  /** How many calls have an open stream. */
  public int sessions() {
    return (int) calls.values().stream().filter(Call::hasStream).count();
  }

  /** How many calls are held, including those waiting for a new stream. */
  public int size() {
    return calls.size();
  }

  /** The calls held; a live view. */
  public Set<String> callSids() {
    return Collections.unmodifiableSet(calls.keySet());
  }

  /** How much speech waits to be sent to callers. */
  public double queuedSeconds() {
    return calls.values().stream().mapToDouble(call -> call.playout().queuedSeconds()).sum();
  }

  /**
   * The message to speak to a call that the assistant has hung up, "" if the caller has heard all
   * of it; empty if the assistant did not hang up this call.
   */
  public Optional<String> hangUpMessage(String callSid) {
    return hangUps.message(callSid);
  }

  /** The inbound half of a new stream, to be passed to {@link #open}. */
  public InboundStream newInboundStream(String callSid, String streamSid) {
    return new InboundStream(callSid, streamSid, events);
  }

  /**
   * Attaches an authorized stream to its call; a stream that the call still had is closed.
   *
   * @param webhook our webhook's URL as Twilio knows it
   */
  public CallStream open(
      StreamTicket ticket, InboundStream inbound, OutboundStream outbound, String webhook) {
    var stream = new Call.Stream(inbound, outbound, webhook);
    while (true) {
      Call call = calls.get(ticket.callSid());
      if (call == null) {
        call = newCall(ticket, stream);
        if (call.begin(begun -> calls.putIfAbsent(ticket.callSid(), begun) == null)) {
          return new CallStream(call, stream, teardown, announcer, clocks.nanoTime(), metrics);
        }
      } else if (call.resume(stream)) {
        return new CallStream(call, stream, teardown, announcer, clocks.nanoTime(), metrics);
      } else {
        calls.remove(ticket.callSid(), call);
      }
    }
  }

  /**
   * Queues speech for a caller.
   *
   * @param writtenAtMs wall clock of the TTS worker
   */
  public void audio(OutboundAudio chunk, long writtenAtMs) {
    Call call = calls.get(chunk.callSid());
    if (call == null) {
      metrics.playout().dropped(SpeechDrop.UNKNOWN_CALL);
    } else {
      call.playout().add(chunk, writtenAtMs);
    }
  }

  /** Executes a command of the dialog worker; one for an unknown call is counted and dropped. */
  public void command(GatewayCommand command) {
    Call call = calls.get(command.callSid());
    if (call == null) {
      metrics.playout().dropped(SpeechDrop.UNKNOWN_CALL);
      return;
    }
    switch (command) {
      case GatewayCommand.Interrupt interrupt -> call.playout().interrupt(interrupt.floor());
      case GatewayCommand.Pause pause -> call.playout().pause(pause.turn());
      case GatewayCommand.Resume resume -> call.playout().resume(resume.turn());
      case GatewayCommand.HangUp hangUp -> {
        call.requestHangUp(hangUp);
        call.playout().hangUpAfter(hangUp.afterTurn());
      }
      case GatewayCommand.Transfer transfer -> redirects.transfer(call, transfer);
      case GatewayCommand.SendDtmf keys -> redirects.sendDtmf(call, keys);
      case GatewayCommand.ReleasePlace _ -> {} // A reservation is made before there is a call.
    }
  }

  /** Sends the audio that is due for every call. A failure in one call does not affect others. */
  public void tick() {
    StageOutage outage = announcer.outage();
    for (Call call : calls.values()) {
      try {
        call.playout().tick();
        metrics.framesFilled(call.fillGap(clocks.nanoTime().getAsLong()));
        if (outage != null) {
          announce(call, outage);
        }
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("call", call.callSid())
            .setCause(e)
            .log("playout tick failed; other calls continue");
      }
    }
  }

  private void announce(Call call, StageOutage outage) {
    if (announcer.isDue(call.silence(), outage)
        && call.announce(announcer.announcement(), outage)) {
      announcer.onAnnounced(call.silence());
      metrics.outageAnnounced();
    }
  }

  /**
   * Hands all calls over to other gateways: closes their streams, so Twilio requests the
   * continuation URL, and the gateway that answers resumes the call. Calls that come back to this
   * gateway end with {@link #endForShutdown}.
   */
  public void handOver() {
    calls.values().forEach(call -> call.handOver("the gateway stops"));
  }

  /** Ends a call whose transfer was answered and is over. */
  public void endTransferred(String callSid) {
    end(callSid, Cause.TRANSFERRED);
  }

  /** Ends a call that no other gateway took; Twilio speaks a goodbye to it. */
  public void endForShutdown(String callSid) {
    end(callSid, Cause.GATEWAY_STOPPED);
  }

  private void end(String callSid, Cause cause) {
    Call call = calls.get(callSid);
    if (call != null) {
      teardown.end(call, cause);
    }
  }

  private Call newCall(StreamTicket ticket, Call.Stream stream) {
    var playout =
        new Playout(
            ticket.callSid(),
            stream.outbound(),
            limits.playout(),
            clocks,
            new Playout.Outputs(
                events::playback, () -> hangUps.start(ticket.callSid()), metrics.playout()));
    return new Call(ticket, stream, playout, announcer.newSilence(), events, clocks.wall());
  }
}
