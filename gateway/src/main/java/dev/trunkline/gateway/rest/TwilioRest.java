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
 * Ends calls through {@code POST /2010-04-01/Accounts/{sid}/Calls/{CallSid}.json}. Repeating that
 * is harmless, so it is tried again on 429, 5xx and broken connections. A call that is over already
 * (error 21220) or unknown (404) counts as ended.
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
    ENDED,
    TRY_AGAIN,
    REFUSED
  }

  @Override
  public boolean end(String callSid) {
    Duration backoff = FIRST_BACKOFF;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Outcome outcome = attempt(callSid);
      if (outcome != Outcome.TRY_AGAIN) {
        return outcome == Outcome.ENDED;
      }
      long jitter = ThreadLocalRandom.current().nextLong(backoff.toMillis() + 1);
      if (attempt < ATTEMPTS && isClosedWithin(backoff.toMillis() + jitter)) {
        return false;
      }
      backoff = backoff.multipliedBy(2);
    }
    return false;
  }

  /** Gives up waiting between attempts, and the connections. */
  @Override
  public void close() {
    closed.countDown();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Outcome attempt(String callSid) {
    Request request =
        new Request.Builder()
            .url(
                account
                    .newBuilder()
                    .addPathSegment("Calls")
                    .addPathSegment(callSid + ".json")
                    .build())
            .header("Authorization", credentials)
            .post(new FormBody.Builder().add("Status", "completed").build())
            .build();
    try (Response response = client.newCall(request).execute()) {
      Outcome outcome = outcome(response);
      if (outcome != Outcome.ENDED) {
        log.atWarn()
            .addKeyValue("call", callSid)
            .addKeyValue("status", response.code())
            .log("Twilio did not end the call");
      }
      return outcome;
    } catch (IOException e) {
      log.atWarn().addKeyValue("call", callSid).setCause(e).log("Twilio not reached");
      return Outcome.TRY_AGAIN;
    }
  }

  private static Outcome outcome(Response response) throws IOException {
    int status = response.code();
    if (response.isSuccessful() || status == 404) {
      return Outcome.ENDED;
    }
    if (status == 429 || status >= 500) {
      return Outcome.TRY_AGAIN;
    }
    String body = response.peekBody(MOST_ERROR_BYTES).string();
    return status == 400 && body.contains(ALREADY_OVER) ? Outcome.ENDED : Outcome.REFUSED;
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
