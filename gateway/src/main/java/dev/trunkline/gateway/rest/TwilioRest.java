// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.rest;

import dev.trunkline.gateway.call.CallEnder;
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
 * Repeating that is harmless (a document given twice is begun again), so it is tried again on 429,
 * 5xx and broken connections. A call that is over already (error 21220) or unknown (404) counts as
 * ended.
 */
public final class TwilioRest implements CallEnder, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TwilioRest.class);
  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration CONNECT_WAIT = Duration.ofSeconds(3);
  private static final Duration CALL_WAIT = Duration.ofSeconds(5);
  private static final String ALREADY_OVER = "21220";
  private static final long MOST_ERROR_BYTES = 4096;

  private final OkHttpClient client =
      new OkHttpClient.Builder().connectTimeout(CONNECT_WAIT).callTimeout(CALL_WAIT).build();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpUrl account;
  private final String credentials;

  public TwilioRest(URI baseUrl, String accountSid, String authToken) {
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
    OVER,
    TRY_AGAIN,
    REFUSED
  }

  @Override
  public boolean end(String callSid) {
    Outcome outcome = update(callSid, "Status", "completed");
    return outcome == Outcome.DONE || outcome == Outcome.OVER;
  }

  /**
   * Gives a live call another document; its stream ends with that. Blocks for at most some seconds.
   *
   * @return false if Twilio did not take it, or the call is over
   */
  public boolean redirect(String callSid, String twiml) {
    return update(callSid, "Twiml", twiml) == Outcome.DONE;
  }

  private Outcome update(String callSid, String field, String value) {
    Duration backoff = FIRST_BACKOFF;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Outcome outcome = attempt(callSid, field, value);
      if (outcome != Outcome.TRY_AGAIN) {
        return outcome;
      }
      long jitter = ThreadLocalRandom.current().nextLong(backoff.toMillis() + 1);
      if (attempt < ATTEMPTS && isClosedWithin(backoff.toMillis() + jitter)) {
        return Outcome.REFUSED;
      }
      backoff = backoff.multipliedBy(2);
    }
    return Outcome.REFUSED;
  }

  /** Gives up waiting between attempts, and the connections. */
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
      if (outcome == Outcome.TRY_AGAIN || outcome == Outcome.REFUSED) {
        log.atWarn()
            .addKeyValue("call", callSid)
            .addKeyValue("status", response.code())
            .log("Twilio did not change the call");
      }
      return outcome;
    } catch (IOException e) {
      log.atWarn().addKeyValue("call", callSid).setCause(e).log("Twilio not reached");
      return Outcome.TRY_AGAIN;
    }
  }

  private static Outcome outcome(Response response) throws IOException {
    int status = response.code();
    if (response.isSuccessful()) {
      return Outcome.DONE;
    }
    if (status == 404) {
      return Outcome.OVER;
    }
    if (status == 429 || status >= 500) {
      return Outcome.TRY_AGAIN;
    }
    String body = response.peekBody(MOST_ERROR_BYTES).string();
    return status == 400 && body.contains(ALREADY_OVER) ? Outcome.OVER : Outcome.REFUSED;
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
