// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.media.Ticker;
import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import dev.trunkline.simulator.telephone.webhook.WebhookClient;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Twilio, as far as a gateway can tell: calls its webhook, runs its TwiML, streams audio to it and
 * plays what it answers. Many calls at once; each has virtual threads of its own, and all share one
 * clockwork. For any thread.
 */
public final class Telephone implements AutoCloseable {
  private static final int REMEMBERED = 10_000;
  private static final int CALLBACKS_MS = 20_000;
  private static final int CLOSE_MS = 10_000;
  private static final Logger log = LoggerFactory.getLogger(Telephone.class);

  private final TelephoneSettings settings;
  private final TelephoneEnvironment environment;
  private final Ticker ticker;
  private final OkHttpClient http;
  private final WebhookClient webhooks;
  private final Sids sids;
  private final DialQueue dialQueue;
  private final Map<String, PhoneCall> live = new ConcurrentHashMap<>();
  private final Map<String, CallSummary> past = new LinkedHashMap<>();
  private volatile Callee callee = number -> Callee.Pickup.answers(0);

  /** A telephone in the real world. */
  public Telephone(TelephoneSettings settings) {
    this(settings, TelephoneEnvironment.real());
  }

  /** A telephone in {@code environment}. */
  public Telephone(TelephoneSettings settings, TelephoneEnvironment environment) {
    this.settings = settings;
    this.environment = environment;
    ticker = new Ticker(environment.nanoTime());
    sids = new Sids(environment.random());
    http = http(environment);
    webhooks =
        WebhookClient.create(
            http, settings.webhooks(), settings.authToken(), sids::idempotencyToken);
    dialQueue = new DialQueue(environment.nanoTime(), settings.callsPerSecond());
  }

  /** Who answers outgoing calls and {@code <Dial>}; unless set, everybody does and says nothing. */
  public void callee(Callee who) {
    callee = who;
  }

  /**
   * Makes a call without a listener; only the recording receives its audio. Returns immediately.
   */
  public PhoneCall call(CallRequest request) {
    return call(request, new CallListener() {});
  }

  /** Makes a call. Returns at once; the call has a thread of its own. */
  public PhoneCall call(CallRequest request, CallListener listener) {
    var assembly = new CallAssembly(settings, environment, ticker, webhooks, sids, callee);
    PhoneCall call = assembly.assemble(request, listener);
    boolean admitted =
        settings.maxConcurrentCalls() == 0 || live.size() < settings.maxConcurrentCalls();
    live.put(call.sid(), call);
    Thread.ofVirtual().name("call-" + call.sid()).start(() -> run(call, assembly, admitted));
    return call;
  }

  /** The call {@code sid}, if it is not over. */
  public Optional<PhoneCall> find(String sid) {
    return Optional.ofNullable(live.get(sid));
  }

  /** What is known of the call {@code sid}, live or among the last 10,000. */
  public Optional<CallSummary> summary(String sid) {
    PhoneCall call = live.get(sid);
    if (call != null) {
      return Optional.of(CallSummary.of(call));
    }
    synchronized (past) {
      return Optional.ofNullable(past.get(sid));
    }
  }

  /** All calls that are not over. */
  public Collection<PhoneCall> calls() {
    return List.copyOf(live.values());
  }

  /** How it was set up. */
  public TelephoneSettings settings() {
    return settings;
  }

  /** REST: ends {@code call}. */
  public void complete(PhoneCall call) {
    call.parts().signals().send(new CallSignal.Complete());
  }

  /** REST: {@code call} continues with {@code twiml}; its stream is stopped. */
  public void replace(PhoneCall call, String twiml) {
    call.parts().signals().send(new CallSignal.Replace(new DocumentSource.Inline(twiml)));
  }

  /** REST: {@code call} continues with the document at {@code url}; its stream is stopped. */
  public void replace(PhoneCall call, URI url, HttpMethod method) {
    call.parts().signals().send(new CallSignal.Replace(new DocumentSource.Remote(url, method)));
  }

  /** Ends all calls and frees everything. */
  @Override
  public void close() {
    calls().forEach(this::complete);
    for (PhoneCall call : calls()) {
      try {
        call.awaitEnd(CLOSE_MS);
      } catch (TimeoutException e) {
        log.atWarn()
            .addKeyValue("call", call.sid())
            .log("simulated call did not end at shutdown; closing without it");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    ticker.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private void run(PhoneCall call, CallAssembly assembly, boolean admitted) {
    CallStatus end = CallStatus.FAILED;
    try {
      end = admitted ? course(call) : refuse(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("call", call.sid())
          .log("simulated call failed; call ended");
    }
    finish(call, assembly, end);
  }

  private CallStatus course(PhoneCall call) throws InterruptedException {
    CallParts parts = call.parts();
    CallRequest request = parts.request();
    if (request.outgoing()) {
      Optional<CallStatus> unanswered =
          parts.runner().dial(callee, request.to(), dialQueue.waitMs());
      if (unanswered.isPresent()) {
        return unanswered.get();
      }
      callee.answered(call);
    }
    DocumentSource source =
        request
            .twiml()
            .<DocumentSource>map(DocumentSource.Inline::new)
            .orElse(new DocumentSource.Remote(request.webhook(), request.method()));
    return parts.runner().run(source);
  }

  private static CallStatus refuse(PhoneCall call) {
    call.parts().debugger().add(DebuggerCode.CONCURRENT_CALLS, "too many calls at once");
    return CallStatus.FAILED;
  }

  private void finish(PhoneCall call, CallAssembly assembly, CallStatus end) {
    CallParts parts = call.parts();
    try {
      parts.streams().stopAll();
      parts.line().close();
      assembly.reached(end, parts.state(), parts.identity(), parts.progress(), parts.listening());
      parts.callbacks().close();
      var _ = parts.callbacks().awaitSent(CALLBACKS_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remember(CallSummary.of(call));
    live.remove(call.sid());
    parts.listening().tellLast(told -> told.onEnded(end));
    parts.state().connected().cancel(false);
    parts.state().ended().complete(end);
  }

  private void remember(CallSummary summary) {
    synchronized (past) {
      past.put(summary.identity().callSid(), summary);
      if (past.size() > REMEMBERED) {
        past.remove(past.keySet().iterator().next());
      }
    }
  }

  private static OkHttpClient http(TelephoneEnvironment environment) {
    var builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES));
    if (environment.trust() != null) {
      builder.sslSocketFactory(environment.tls(), environment.trust());
    }
    return builder.build();
  }
}
