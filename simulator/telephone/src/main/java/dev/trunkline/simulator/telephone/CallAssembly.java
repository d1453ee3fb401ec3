// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.media.CallerLine;
import dev.trunkline.simulator.telephone.media.Echo;
import dev.trunkline.simulator.telephone.media.MediaStream;
import dev.trunkline.simulator.telephone.media.Ticker;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.webhook.CallIdentity;
import dev.trunkline.simulator.telephone.webhook.CallProgress;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import dev.trunkline.simulator.telephone.webhook.Callbacks;
import dev.trunkline.simulator.telephone.webhook.WebhookClient;
import java.util.Optional;

/** Puts the parts of a call together. */
record CallAssembly(
    TelephoneSettings settings,
    TelephoneEnvironment environment,
    Ticker ticker,
    WebhookClient webhooks,
    Sids sids,
    Callee callee) {

  PhoneCall assemble(CallRequest request, CallListener listener) {
    String sid = sids.call();
    var identity =
        new CallIdentity(
            settings.accountSid(),
            sid,
            request.from(),
            request.to(),
            request.outgoing() ? "outbound-api" : "inbound",
            request.extraFields());
    var listening = new ListenerDispatcher(sid, listener);
    var debugger =
        new Debugger(
            sid, environment.clock(), entry -> listening.tell(told -> told.onError(entry)));
    var state =
        new CallState(
            environment.clock(), request.outgoing() ? CallStatus.QUEUED : CallStatus.RINGING);
    var signals = new CallSignals(environment.nanoTime());
    var recording = new Recording(settings.recording());
    var line = line(recording, request.echo().orElse(settings.echo()), listening);
    WebhookClient client = webhooks.forCall();
    var callbacks = new Callbacks(sid, client, settings.webhooks().callbacks(), debugger);
    var documents =
        new TwimlFetcher(client, identity, debugger, request.fallback(), request.webhook());
    var streams =
        new CallMediaStreams(
            new CallMediaStreams.Wiring(
                settings,
                identity,
                new MediaStream.Wiring(
                    settings.streams(), environment.tls(), environment.random(), debugger),
                line,
                callbacks,
                environment.clock(),
                sids,
                documents,
                signals,
                streamSid -> {
                  state.connected().complete(streamSid);
                  listening.tell(told -> told.onConnected(streamSid));
                }));
    var performer = new VerbExecutor(settings, signals, streams, line, recording, callee, sids);
    Optional<CallProgress> progress =
        request
            .statusCallback()
            .map(url -> new CallProgress(url, request.statusEvents(), callbacks));
    var runner =
        new CallRunner(
            settings,
            signals,
            documents,
            performer,
            debugger,
            state.status(),
            status -> reached(status, state, identity, progress, listening));
    return new PhoneCall(
        new CallParts(
            settings, request, identity, state, signals, debugger, recording, line, streams, runner,
            callbacks, progress, listening));
  }

  void reached(
      CallStatus status,
      CallState state,
      CallIdentity identity,
      Optional<CallProgress> progress,
      ListenerDispatcher listening) {
    state.reach(status);
    progress.ifPresent(
        told -> told.reached(identity, status, environment.clock().instant(), state.seconds()));
    listening.tell(told -> told.onStatus(status));
  }

  private CallerLine line(Recording recording, Echo echo, ListenerDispatcher listening) {
    return new CallerLine(
        ticker,
        environment.nanoTime(),
        environment.random(),
        recording,
        echo,
        settings.quietMs(),
        new CallerLine.Listener() {
          @Override
          public void assistantSpeaks(long position) {
            listening.tell(told -> told.onAssistantSpeaks(Samples.toMs(position)));
          }

          @Override
          public void assistantQuiet(long position) {
            listening.tell(told -> told.onAssistantQuiet(Samples.toMs(position)));
          }

          @Override
          public void speaks(long position, String text) {
            recording.event(position, LineEvent.Kind.CALLER_SPEAKS, text);
            listening.tell(told -> told.onCallerSpeaks(text, Samples.toMs(position)));
          }

          @Override
          public void said(long position, String text) {
            recording.event(position, LineEvent.Kind.CALLER_SAID, text);
            listening.tell(told -> told.onSaid(text, Samples.toMs(position)));
          }
        });
  }
}
