// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.fault.FaultPlan;
import dev.trunkline.simulator.providers.fault.FaultTrigger;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.wire.ApiKeys;
import dev.trunkline.simulator.providers.wire.HttpConnection;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.providers.wire.RejectedSession;
import dev.trunkline.simulator.providers.wire.WebSocketClientPeer;
import dev.trunkline.simulator.providers.wire.WebSocketSession;
import dev.trunkline.simulator.providers.wire.WebSocketSessions;
import dev.trunkline.simulator.speech.Synthesizer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.websocket.WsContext;
import java.util.Optional;

/** All of {@code /v1/text-to-speech/<voice>}: two sockets and four HTTP requests. */
public final class SpeechEndpoint {
  private static final String BASE = "/v1/text-to-speech/{voice}";
  private static final String TROUBLE = "tts.trouble";
  private static final String TOKEN_TYPE = "tts_websocket";

  /** Text is small; a megabyte of it unread means something is wrong with the client. */
  private static final long WAITING_CHARS = 1 << 20;

  private final TtsSettings settings;
  private final Synthesizer synthesizer;
  private final ApiKeys keys;
  private final FaultPlan faults;
  private final Journal journal;
  private final HttpSpeech http;
  private final WebSocketSessions single;
  private final WebSocketSessions multi;

  /** An endpoint in front of {@code synthesizer}. */
  public SpeechEndpoint(
      TtsSettings settings,
      Synthesizer synthesizer,
      ApiKeys keys,
      FaultPlan faults,
      Journal journal) {
    this.settings = settings;
    this.synthesizer = synthesizer;
    this.keys = keys;
    this.faults = faults;
    this.journal = journal;
    http = new HttpSpeech(settings, synthesizer, keys, faults, journal);
    single =
        new WebSocketSessions("tts-single", WAITING_CHARS, (peer, ws) -> dialogue(peer, ws, false));
    multi =
        new WebSocketSessions("tts-multi", WAITING_CHARS, (peer, ws) -> dialogue(peer, ws, true));
  }

  /** Mounts everything. */
  public void mount(RoutesConfig routes) {
    routes.wsBeforeUpgrade(BASE + "/stream-input", this::upgrade);
    routes.wsBeforeUpgrade(BASE + "/multi-stream-input", this::upgrade);
    routes.ws(BASE + "/stream-input", single::mount);
    routes.ws(BASE + "/multi-stream-input", multi::mount);
    routes.post(BASE, context -> http.audio(context, false));
    routes.post(BASE + "/stream", context -> http.audio(context, true));
    routes.post(BASE + "/with-timestamps", context -> http.timed(context, false));
    routes.post(BASE + "/stream/with-timestamps", context -> http.timed(context, true));
  }

  /** How many sockets are open. */
  public int open() {
    return single.open() + multi.open();
  }

  /** Says goodbye to all clients. */
  public void close() {
    single.closeAll();
    multi.closeAll();
  }

  private void upgrade(Context context) {
    Optional<Fault> trouble = faults.strike(FaultTrigger.CONNECT, context.pathParam("voice"));
    trouble.ifPresent(fault -> {
      if (fault instanceof Fault.ProviderError error && error.status() > 0) {
        error.headers().forEach(context::header);
        var refusal = new TtsError(error.status(), error.code(), error.message());
        journal.add(
            Provider.TTS.key(), "refused", "tts", Json.object().put("status", error.status()));
        throw new HttpResponseException(
            error.status(), Json.text(HttpErrors.body(refusal, settings.errorShape(), "tts")));
      }
      if (fault instanceof Fault.Reset) {
        HttpConnection.of(context).reset();
      }
      context.attribute(TROUBLE, fault);
    });
  }

  private WebSocketSession dialogue(WebSocketClientPeer peer, WsContext context, boolean many) {
    var frames = new TtsFrames(many, settings.snakeCase());
    try {
      var socket =
          new SpeechSocket(
              peer,
              context.pathParam("voice"),
              SocketParameters.read(context.queryParamMap()),
              settings,
              frames,
              synthesizer,
              faults,
              journal);
      var door =
          new SocketAuthentication(keys, known(context), context.pathParam("voice"), settings);
      Fault fault = context.attribute(TROUBLE);
      Optional<Fault> trouble = Optional.ofNullable(fault);
      return many
          ? new MultiContextSession(socket, door, System::nanoTime, trouble)
          : new SingleContextSession(socket, door, System::nanoTime, trouble);
    } catch (TtsError e) {
      String message = frames.error(e.code(), e.text(), null);
      return new RejectedSession(peer, message, TtsFrames.POLICY_VIOLATION, e.text());
    }
  }

  private boolean known(WsContext context) {
    String token = context.queryParam("single_use_token");
    return keys.accepts(context.header("xi-api-key"))
        || keys.acceptsBearer(context.queryParam("authorization"))
        || (token != null && keys.use(token, TOKEN_TYPE));
  }
}
