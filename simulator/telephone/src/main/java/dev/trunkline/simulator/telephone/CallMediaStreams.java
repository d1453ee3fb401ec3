// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.media.CallerLine;
import dev.trunkline.simulator.telephone.media.MediaStream;
import dev.trunkline.simulator.telephone.media.StreamEnd;
import dev.trunkline.simulator.telephone.media.StreamFailure;
import dev.trunkline.simulator.telephone.media.StreamIdentity;
import dev.trunkline.simulator.telephone.twiml.StreamNoun;
import dev.trunkline.simulator.telephone.webhook.CallIdentity;
import dev.trunkline.simulator.telephone.webhook.Callbacks;
import dev.trunkline.simulator.telephone.webhook.SignedUrl;
import dev.trunkline.simulator.telephone.webhook.StreamProgress;
import dev.trunkline.simulator.telephone.webhook.TwilioSignature;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The media streams of one call: opens them as TwiML asks and tells what becomes of them. */
final class CallMediaStreams {
  private static final int GONE_MS = 6_000;

  /** What streams need of their call. */
  record Wiring(
      TelephoneSettings settings,
      CallIdentity call,
      MediaStream.Wiring media,
      CallerLine line,
      Callbacks callbacks,
      InstantSource clock,
      Sids sids,
      TwimlFetcher documents,
      CallSignals signals,
      Consumer<String> connected) {

    Debugger debugger() {
      return media.debugger();
    }
  }

  private final Wiring wiring;
  private final Optional<TwilioSignature> signer;
  private final List<Leg> legs = new CopyOnWriteArrayList<>();

  CallMediaStreams(Wiring wiring) {
    this.wiring = wiring;
    signer = wiring.settings().authToken().map(TwilioSignature::new);
  }

  /** Opens {@code noun}; if that cannot be, says why in the debugger. */
  Optional<MediaStream> open(StreamNoun noun, boolean twoWay) {
    String sid = wiring.sids().stream();
    StreamProgress progress = progress(noun, sid);
    try {
      URI url = new StreamRules(wiring.settings().allowWs(), twoWay).url(noun, wiring.documents());
      var identity =
          new StreamIdentity(
              wiring.call().accountSid(), wiring.call().callSid(), sid, noun.parameters(), twoWay);
      MediaStream stream =
          MediaStream.open(url, signature(url), identity, wiring.media(), wiring.line());
      new Leg(stream, progress).begin();
      return Optional.of(stream);
    } catch (StreamRules.Refused e) {
      report(progress, e.code(), String.valueOf(e.getMessage()));
    } catch (StreamFailure e) {
      report(progress, e.code(), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /** Stops {@code stream} and waits until it is gone. */
  void stop(MediaStream stream) throws InterruptedException {
    stream.stop();
    var _ = stream.awaitGone(GONE_MS);
  }

  /** Stops all that still run. */
  void stopAll() throws InterruptedException {
    for (Leg leg : legs) {
      leg.stream.stop();
    }
    for (Leg leg : legs) {
      var _ = leg.stream.awaitGone(GONE_MS);
    }
  }

  /** The connection of every running stream breaks. */
  void breakOff(boolean callEnds) {
    for (Leg leg : legs) {
      leg.callEnds = callEnds;
      leg.stream.breakOff();
    }
  }

  /** Twilio gives up every running stream now; the sockets die after {@code ms}. */
  void dieLater(int ms) {
    for (Leg leg : legs) {
      leg.stream.playDead();
      leg.fail(DebuggerCode.STREAM_PROTOCOL, "the stream died on purpose");
      Thread.ofVirtual()
          .name("stream-death-" + leg.stream.sid())
          .start(() -> leg.breakOffAfter(ms));
    }
  }

  private StreamProgress progress(StreamNoun noun, String sid) {
    Optional<StreamProgress.Target> target =
        noun.statusCallback()
            .flatMap(wiring.documents()::resolve)
            .map(url -> new StreamProgress.Target(url, noun.statusCallbackMethod()));
    return new StreamProgress(
        target, wiring.call(), sid, noun.name(), wiring.callbacks(), wiring.clock());
  }

  private Optional<String> signature(URI url) {
    TelephoneSettings settings = wiring.settings();
    return signer.map(
        s -> s.of(SignedUrl.ofStream(url, settings.signWsAsWss(), settings.trailingSlash())));
  }

  private void report(StreamProgress progress, DebuggerCode code, String detail) {
    wiring.debugger().add(code, detail);
    progress.failed(code.title());
  }

  /** One stream, from its handshake to its end. */
  private final class Leg {
    private final MediaStream stream;
    private final StreamProgress progress;
    private volatile boolean callEnds;
    private boolean reported;

    Leg(MediaStream stream, StreamProgress progress) {
      this.stream = stream;
      this.progress = progress;
    }

    void begin() {
      legs.add(this);
      progress.started();
      wiring.connected().accept(stream.sid());
      stream.begin(this::ended);
    }

    /** An error is reported once, with a stream-error in place of a stream-stopped. */
    synchronized void fail(DebuggerCode code, String detail) {
      if (!reported) {
        reported = true;
        report(progress, code, detail);
      }
    }

    private void ended(StreamEnd end) {
      legs.remove(this);
      Optional<DebuggerCode> code = end.debuggerCode();
      if (code.isPresent()) {
        fail(code.get(), end.detail());
      } else {
        progress.stopped();
      }
      boolean lost = end instanceof StreamEnd.Broken && wiring.settings().brokenStreamEndsCall();
      wiring.signals().send(new CallSignal.StreamEnded(stream.sid(), end, callEnds || lost));
    }

    void breakOffAfter(int ms) {
      try {
        if (!stream.awaitGone(ms)) {
          stream.breakOff();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
