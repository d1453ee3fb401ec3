// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.simulator.telephone.CallSummary;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.Telephone;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.security.BasicAuthCredentials;
import java.net.URI;
import java.util.Optional;

/**
 * {@code /2010-04-01/Accounts/{AccountSid}/Calls.json} and {@code …/Calls/{CallSid}.json}: places
 * calls, shows, ends and redirects them. HTTP Basic with the account's sid and auth token; if the
 * telephone has no token, requests need no credentials.
 */
public final class TwilioRest {
  private static final String CALLS = "/2010-04-01/Accounts/{account}/Calls";
  private static final String JSON = ".json";

  private final Telephone telephone;
  private final RestFaults faults = new RestFaults();
  private final ObjectMapper json = new ObjectMapper();

  /** Acts on the calls of {@code telephone}. */
  public TwilioRest(Telephone telephone) {
    this.telephone = telephone;
  }

  /** The errors to come. */
  public RestFaults faults() {
    return faults;
  }

  /** Adds the endpoints to a server that is being set up. */
  public void mount(RoutesConfig routes) {
    routes.post(CALLS + JSON, guarded(this::create));
    routes.get(CALLS + "/{call}", guarded(this::show));
    routes.post(CALLS + "/{call}", guarded(this::update));
  }

  /** A server of its own on {@code port}, 0 for any; {@code stop()} it. */
  public Javalin start(int port) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              mount(config.routes);
            })
        .start(SharedSettings.LOOPBACK, port);
  }

  private Handler guarded(Handler handler) {
    return request -> {
      try {
        authenticate(request);
        Optional<RestFaults.Fault> fault = faults.take();
        if (fault.isEmpty() || fault.get().obeyed()) {
          handler.handle(request);
        }
        if (fault.isPresent()) {
          answer(request, fault.get());
        }
      } catch (RestError e) {
        answer(request, e.status(), e.body());
      }
    };
  }

  private void create(Context request) {
    PhoneCall call = telephone.call(NewCall.read(request));
    answer(request, 201, CallResource.of(summary(request, call.sid()).asQueued()));
  }

  private void show(Context request) {
    answer(request, 200, CallResource.of(summary(request, callSid(request))));
  }

  private void update(Context request) {
    String sid = callSid(request);
    CallSummary summary = summary(request, sid);
    PhoneCall call = telephone.find(sid).orElseThrow(RestError::notInProgress);
    if (summary.status().isFinal()) {
      throw RestError.notInProgress();
    }
    act(request, call);
    answer(request, 200, CallResource.of(summary(request, sid)));
  }

  private void act(Context request, PhoneCall call) {
    Optional<String> status = NewCall.text(request, "Status");
    Optional<String> twiml = NewCall.text(request, "Twiml");
    Optional<URI> url = NewCall.url(request, "Url");
    if (twiml.isPresent() && url.isPresent()) {
      throw RestError.badRequest("Twiml and Url exclude each other");
    }
    if (twiml.isPresent()) {
      telephone.replace(call, twiml.get());
    } else if (url.isPresent()) {
      telephone.replace(call, url.get(), NewCall.method(request));
    } else {
      end(call, status.orElse(""));
    }
  }

  private void end(PhoneCall call, String status) {
    switch (status) {
      case "completed" -> telephone.complete(call);
      case "canceled" -> {
        // Has no effect on a call in progress.
        switch (call.status()) {
          case QUEUED, INITIATED, RINGING -> telephone.complete(call);
          case IN_PROGRESS, COMPLETED, BUSY, FAILED, NO_ANSWER, CANCELED -> {}
        }
      }
      default -> throw RestError.badRequest("Status must be completed or canceled");
    }
  }

  private CallSummary summary(Context request, String sid) {
    return telephone.summary(sid).orElseThrow(() -> RestError.notFound(request.path()));
  }

  private static String callSid(Context request) {
    String call = request.pathParam("call");
    if (!call.endsWith(JSON)) {
      throw RestError.notFound(request.path());
    }
    return call.substring(0, call.length() - JSON.length());
  }

  private void authenticate(Context request) {
    String account = telephone.settings().accountSid();
    Optional<String> token = telephone.settings().authToken();
    if (token.isPresent()) {
      BasicAuthCredentials given = request.basicAuthCredentials();
      if (given == null
          || !given.getUsername().equals(account)
          || !given.getPassword().equals(token.get())) {
        throw RestError.unauthorised();
      }
    }
    if (!request.pathParam("account").equals(account)) {
      throw RestError.notFound(request.path());
    }
  }

  private void answer(Context request, RestFaults.Fault fault) {
    fault
        .retryAfterSeconds()
        .ifPresent(seconds -> request.header("Retry-After", String.valueOf(seconds)));
    if (fault.status() == 429) {
      answer(request, 429, RestError.tooManyRequests().body());
    } else {
      request.status(fault.status()).contentType("text/html").result("<html>error</html>");
    }
  }

  private void answer(Context request, int status, Object body) {
    try {
      request.status(status).contentType("application/json").result(json.writeValueAsString(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
