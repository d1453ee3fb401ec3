// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.fault.FaultPlan;
import dev.trunkline.simulator.providers.fault.FaultTrigger;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.scribe.ScribeSettings.AuthFailure;
import dev.trunkline.simulator.providers.wire.ApiKeys;
import dev.trunkline.simulator.providers.wire.HttpConnection;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.providers.wire.RejectedSession;
import dev.trunkline.simulator.providers.wire.WebSocketClientPeer;
import dev.trunkline.simulator.providers.wire.WebSocketSession;
import dev.trunkline.simulator.providers.wire.WebSocketSessions;
import dev.trunkline.simulator.speech.EngineFailure;
import dev.trunkline.simulator.speech.Recognizer;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.websocket.WsContext;
import java.util.Objects;
import java.util.Optional;

/** {@code WS /v1/speech-to-text/realtime}. */
public final class ScribeEndpoint {
  private static final String AUTHORIZED = "scribe.authorized";
  private static final String TROUBLE = "scribe.trouble";
  private static final String TOKEN_TYPE = "realtime_scribe";

  private final ScribeSettings settings;
  private final Recognizer recognizer;
  private final ApiKeys keys;
  private final FaultPlan faults;
  private final Journal journal;
  private final WebSocketSessions sockets;

  /** An endpoint in front of {@code recognizer}. */
  public ScribeEndpoint(
      ScribeSettings settings,
      Recognizer recognizer,
      ApiKeys keys,
      FaultPlan faults,
      Journal journal) {
    this.settings = settings;
    this.recognizer = recognizer;
    this.keys = keys;
    this.faults = faults;
    this.journal = journal;
    sockets = new WebSocketSessions("scribe", settings.queueKilobytes() * 1024L, this::dialogue);
  }

  /** The open sessions. */
  public WebSocketSessions sockets() {
    return sockets;
  }

  /** Looks at the upgrade request and may refuse it. */
  public void upgrade(Context context) {
    boolean authorized = authorized(context);
    if (!authorized && settings.authFailure() == AuthFailure.REFUSE) {
      refuse(settings.refuseStatus(), "invalid_api_key", "Invalid API key");
    }
    context.attribute(AUTHORIZED, authorized);
    Optional<Fault> trouble = faults.strike(FaultTrigger.CONNECT, query(context));
    if (trouble.orElse(null) instanceof Fault.ProviderError error && error.status() > 0) {
      error.headers().forEach(context::header);
      refuse(error.status(), error.code(), error.message());
    }
    if (trouble.orElse(null) instanceof Fault.Reset) {
      HttpConnection.of(context).reset();
    }
    trouble.ifPresent(fault -> context.attribute(TROUBLE, fault));
  }

  private boolean authorized(Context context) {
    String token = context.queryParam("token");
    return token == null ? keys.accepts(context.header("xi-api-key")) : keys.use(token, TOKEN_TYPE);
  }

  private static String query(Context context) {
    return Objects.requireNonNullElse(context.queryString(), "");
  }

  private void refuse(int status, String code, String message) {
    ObjectNode body = Json.object();
    body.putObject("detail").put("status", code).put("message", message);
    journal.add(
        Provider.SCRIBE.key(),
        "refused",
        "scribe",
        Json.object().put("status", status).put("code", code));
    throw new HttpResponseException(status, Json.text(body));
  }

  private WebSocketSession dialogue(WebSocketClientPeer peer, WsContext context) {
    Boolean authorized = context.attribute(AUTHORIZED);
    if (!Boolean.TRUE.equals(authorized)) {
      return refused(peer, "auth_error", "invalid API key or token");
    }
    try {
      Fault trouble = context.attribute(TROUBLE);
      return new ScribeSession(
          peer,
          ScribeParameters.read(context.queryParamMap(), settings),
          Objects.requireNonNullElse(context.queryString(), ""),
          settings,
          recognizer,
          faults,
          journal,
          System::nanoTime,
          Optional.ofNullable(trouble));
    } catch (ScribeParameters.Invalid e) {
      return refused(peer, "invalid_request", String.valueOf(e.getMessage()));
    } catch (EngineFailure e) {
      return refused(peer, "resource_exhausted", String.valueOf(e.getMessage()));
    }
  }

  private WebSocketSession refused(WebSocketClientPeer peer, String type, String text) {
    journal.add(Provider.SCRIBE.key(), "error", peer.id(), Json.object().put("type", type));
    return new RejectedSession(
        peer, ScribeMessages.error(type, text), settings.errorCloseCode(), type);
  }
}
