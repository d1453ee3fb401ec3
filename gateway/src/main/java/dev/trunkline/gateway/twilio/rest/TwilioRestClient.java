// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.rest;

import dev.trunkline.providers.Backoff;
import dev.trunkline.providers.http.HttpFailures;
import dev.trunkline.providers.http.ProviderHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends and redirects calls through {@code POST /2010-04-01/Accounts/{sid}/Calls/{CallSid}.json}.
 * The request can be repeated safely (TwiML given twice starts again), so it is retried on 429, 5xx
 * and broken connections. A call that is over already (error 21220) or unknown (404) counts as
 * ended. Every method blocks for a few seconds at most.
 */
public final class TwilioRestClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TwilioRestClient.class);
  private static final int MAX_ATTEMPTS = 3;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(400), Duration.ofMillis(800));
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();
  private static final String CALL_NOT_IN_PROGRESS = "21220";
  private static final long MAX_ERROR_BYTES = 4096;

  private final OkHttpClient client =
      ProviderHttp.builder("twilio-rest", CONNECT_TIMEOUT).callTimeout(CALL_TIMEOUT).build();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpUrl account;
  private final String credentials;

  public TwilioRestClient(URI baseUrl, String accountSid, String authToken) {
    this.account =
        HttpUrl.get(baseUrl.toString())
            .newBuilder()
            .addPathSegments("2010-04-01/Accounts")
            .addPathSegment(accountSid)
            .build();
    this.credentials = Credentials.basic(accountSid, authToken);
  }

  private enum Outcome {
    DONE,
    CALL_OVER,
    RETRY,
    REJECTED
  }

  /** Ends a call; true also if Twilio says that it is over already. */
  public boolean end(String callSid) {
    Outcome outcome = update(callSid, "Status", "completed");
    return outcome == Outcome.DONE || outcome == Outcome.CALL_OVER;
  }

  /**
   * Gives a live call new TwiML, which ends its stream.
   *
   * @return false if Twilio did not accept it, or the call is over
   */
  public boolean redirect(String callSid, String twiml) {
    return update(callSid, "Twiml", twiml) == Outcome.DONE;
  }

  private Outcome update(String callSid, String field, String value) {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = attempt(callSid, field, value);
      if (outcome != Outcome.RETRY) {
        return outcome;
      }
      if (attempt == MAX_ATTEMPTS || isClosedWithin(BACKOFF.delay(attempt, RANDOM))) {
        return Outcome.REJECTED;
      }
    }
  }

  /** Ends waits between attempts. Requests in progress may finish: they end calls. */
  @Override
  public void close() {
    closed.countDown();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Outcome attempt(String callSid, String field, String value) {
    Request request =
        new Request.Builder()
            .url(
                account
                    .newBuilder()
                    .addPathSegment("Calls")
                    .addPathSegment(callSid + ".json")
                    .build())
            .header("Authorization", credentials)
            .post(new FormBody.Builder().add(field, value).build())
            .build();
    try (Response response = client.newCall(request).execute()) {
      Outcome outcome = outcome(response);
      switch (outcome) {
        case DONE, CALL_OVER -> {}
        case RETRY ->
            log.atWarn()
                .addKeyValue("call", callSid)
                .addKeyValue("status", response.code())
                .log("Twilio REST API failed; call update is attempted 3 times");
        case REJECTED ->
            log.atWarn()
                .addKeyValue("call", callSid)
                .addKeyValue("status", response.code())
                .log("Twilio REST API rejected the call update; call unchanged");
      }
      return outcome;
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("call", callSid)
          .setCause(e)
          .log("Twilio REST API unreachable; call update is attempted 3 times");
      return Outcome.RETRY;
    }
  }

  private static Outcome outcome(Response response) throws IOException {
    int status = response.code();
    if (response.isSuccessful()) {
      return Outcome.DONE;
    }
    if (status == 404) {
      return Outcome.CALL_OVER;
    }
    if (!HttpFailures.category(status).isPermanent()) {
      return Outcome.RETRY;
    }
    String body = response.peekBody(MAX_ERROR_BYTES).string();
    return status == 400 && body.contains(CALL_NOT_IN_PROGRESS)
        ? Outcome.CALL_OVER
        : Outcome.REJECTED;
  }

  private boolean isClosedWithin(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
