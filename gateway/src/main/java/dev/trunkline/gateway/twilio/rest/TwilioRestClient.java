// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.rest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final String CALL_NOT_IN_PROGRESS = "21220";
  private static final long MAX_ERROR_BYTES = 4096;

  private final OkHttpClient client =
      new OkHttpClient.Builder().connectTimeout(CONNECT_TIMEOUT).callTimeout(CALL_TIMEOUT).build();
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
    Duration backoff = FIRST_BACKOFF;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      Outcome outcome = attempt(callSid, field, value);
      if (outcome != Outcome.RETRY) {
        return outcome;
      }
      long jitter = ThreadLocalRandom.current().nextLong(backoff.toMillis() + 1);
      if (attempt < MAX_ATTEMPTS && isClosedWithin(backoff.toMillis() + jitter)) {
        return Outcome.REJECTED;
      }
      backoff = backoff.multipliedBy(2);
    }
    return Outcome.REJECTED;
  }

  /** Ends waits between attempts and closes the connections. */
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
      if (outcome == Outcome.RETRY || outcome == Outcome.REJECTED) {
        log.atWarn()
            .addKeyValue("call", callSid)
            .addKeyValue("status", response.code())
            .log("Twilio REST API did not change the call");
      }
      return outcome;
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("call", callSid)
          .setCause(e)
          .log("Twilio REST API unreachable; call not changed yet");
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
    if (status == 429 || status >= 500) {
      return Outcome.RETRY;
    }
    String body = response.peekBody(MAX_ERROR_BYTES).string();
    return status == 400 && body.contains(CALL_NOT_IN_PROGRESS)
        ? Outcome.CALL_OVER
        : Outcome.REJECTED;
  }

  private boolean isClosedWithin(long waitMs) {
    try {
      return closed.await(waitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
