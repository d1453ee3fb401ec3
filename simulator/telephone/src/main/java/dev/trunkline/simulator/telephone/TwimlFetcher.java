// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import dev.trunkline.simulator.telephone.twiml.TwimlDocument;
import dev.trunkline.simulator.telephone.twiml.TwimlParser;
import dev.trunkline.simulator.telephone.twiml.TwimlStep;
import dev.trunkline.simulator.telephone.twiml.Verb;
import dev.trunkline.simulator.telephone.webhook.CallIdentity;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import dev.trunkline.simulator.telephone.webhook.WebhookAnswer;
import dev.trunkline.simulator.telephone.webhook.WebhookAnswer.Answered;
import dev.trunkline.simulator.telephone.webhook.WebhookClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gets the documents of one call: requests them, judges the answer's type, reads the TwiML, and
 * turns to the fallback URL if any of that fails. Empty means that there is nothing to run, and the
 * caller hears an application error.
 */
final class TwimlFetcher {
  private final WebhookClient client;
  private final CallIdentity call;
  private final Debugger debugger;
  private final Optional<URI> fallback;
  private URI base;

  TwimlFetcher(
      WebhookClient client,
      CallIdentity call,
      Debugger debugger,
      Optional<URI> fallback,
      URI base) {
    this.client = client;
    this.call = call;
    this.debugger = debugger;
    this.fallback = fallback;
    this.base = base;
  }

  /** {@code url}, as a document wrote it, in full. */
  Optional<URI> resolve(String url) {
    try {
      return Optional.of(base.resolve(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<TwimlDocument> get(DocumentSource source, CallStatus status) {
    return switch (source) {
      case DocumentSource.Inline inline -> read(base, inline.twiml(), status);
      case DocumentSource.Remote remote -> request(remote.url(), remote.method(), status, Map.of());
    };
  }

  Optional<TwimlDocument> get(TwimlStep.Fetch fetch, CallStatus status) {
    Optional<URI> url = fetch.url().isEmpty() ? Optional.of(base) : resolve(fetch.url());
    if (url.isEmpty()) {
      return failed(base, DebuggerCode.HTTP_RETRIEVAL, "not a URL: " + fetch.url(), status);
    }
    return request(url.get(), fetch.method(), status, fetch.fields());
  }

  private Optional<TwimlDocument> request(
      URI url, HttpMethod method, CallStatus status, Map<String, String> fields) {
    return switch (client.request(url, method, call.fields(status).with(fields))) {
      case Answered answered -> {
        base = answered.url();
        yield read(answered, status);
      }
      case WebhookAnswer.Failed failed ->
          failed(failed.url(), failed.code(), failed.detail(), status);
    };
  }

  private Optional<TwimlDocument> read(Answered answered, CallStatus status) {
    String type = answered.contentType();
    if (type.startsWith("audio/")) {
      return Optional.of(new TwimlDocument(List.of(new Verb.Play("", "", 1)), List.of()));
    }
    return switch (type) {
      case "text/xml", "application/xml", "text/html" ->
          read(answered.url(), answered.body(), status);
      case "text/plain" -> readAloudUnlessTwiml(answered.body());
      default -> failed(answered.url(), DebuggerCode.CONTENT_TYPE, "Content-Type " + type, status);
    };
  }

  private static Optional<TwimlDocument> readAloudUnlessTwiml(String body) {
    try {
      return Optional.of(TwimlParser.parse(body));
    } catch (TwimlParser.Unreadable e) {
      return Optional.of(new TwimlDocument(List.of(new Verb.Say(body, 1)), List.of()));
    }
  }

  private Optional<TwimlDocument> read(URI url, String twiml, CallStatus status) {
    try {
      TwimlDocument document = TwimlParser.parse(twiml);
      document.warnings().forEach(warning -> debugger.add(DebuggerCode.TWIML_SCHEMA, warning));
      return Optional.of(document);
    } catch (TwimlParser.Unreadable e) {
      return failed(url, DebuggerCode.TWIML_PARSE, String.valueOf(e.getMessage()), status);
    }
  }

  private Optional<TwimlDocument> failed(
      URI url, DebuggerCode code, String detail, CallStatus status) {
    debugger.add(code, detail);
    if (fallback.isEmpty() || fallback.get().equals(url)) {
      return Optional.empty();
    }
    Map<String, String> error =
        Map.of("ErrorCode", String.valueOf(code.number()), "ErrorUrl", url.toString());
    return request(fallback.get(), HttpMethod.POST, status, error);
  }
}
