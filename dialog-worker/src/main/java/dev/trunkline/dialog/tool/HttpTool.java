// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.runtime.assistant.Tool;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * A tool behind an HTTP endpoint. POST, PUT and PATCH carry the arguments as JSON, GET and DELETE
 * in the query. Thread-safe.
 */
public final class HttpTool {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  /** More than this no model should have to read while a caller waits. */
  private static final int MOST_BYTES = 16 * 1024;

  private static final long FIRST_BACKOFF_MS = 100;

  private final Tool tool;
  private final HttpUrl url;
  private final Map<String, String> headers;
  private final OkHttpClient http;
  private final CountDownLatch closed;

  /**
   * @param headers with their secrets
   * @param closed open while requests may be made again
   */
  HttpTool(
      Tool tool,
      HttpUrl url,
      Map<String, String> headers,
      OkHttpClient http,
      CountDownLatch closed) {
    this.closed = closed;
    this.tool = tool;
    this.url = url;
    this.headers = headers;
    Duration timeout = Duration.ofMillis(tool.timeoutMs());
    this.http = http.newBuilder().callTimeout(timeout).readTimeout(timeout).build();
  }

  public String name() {
    return tool.name();
  }

  /**
   * Makes the request, and makes it again where that is allowed and may help. Blocks.
   *
   * @param key the same for the same wish, also after a crash
   */
  public Outcome run(String arguments, String key) {
    ObjectNode object = Arguments.parse(arguments).orElseThrow();
    for (int attempt = 0; ; attempt++) {
      Optional<Outcome> outcome = attempt(object, key, attempt >= tool.retries());
      if (outcome.isPresent()) {
        return outcome.get();
      }
      if (!rest(attempt)) {
        return Outcome.failure("the request was given up");
      }
    }
  }

  /** Empty if another attempt may help. */
  private Optional<Outcome> attempt(ObjectNode arguments, String key, boolean last) {
    try (Response response = http.newCall(request(arguments, key)).execute()) {
      int status = response.code();
      if (!last && (status >= 500 || status == 429)) {
        return Optional.empty();
      }
      String body = read(response.body());
      String why = "the service answered with status " + status;
      return Optional.of(
          response.isSuccessful()
              ? Outcome.done(body)
              : new Outcome((why + ". " + body).strip(), true, why));
    } catch (InterruptedIOException e) {
      return last
          ? Optional.of(Outcome.failure("the service did not answer in time"))
          : Optional.empty();
    } catch (IOException e) {
      return last
          ? Optional.of(Outcome.failure("the service could not be reached"))
          : Optional.empty();
    }
  }

  private Request request(ObjectNode arguments, String key) {
    HttpUrl.Builder address = url.newBuilder();
    RequestBody body = null;
    if (tool.method().equals("GET") || tool.method().equals("DELETE")) {
      arguments
          .properties()
          .forEach(field ->
              address.addQueryParameter(
                  field.getKey(),
                  field.getValue().isValueNode()
                      ? field.getValue().asText()
                      : field.getValue().toString()));
    } else {
      body = RequestBody.create(arguments.toString(), JSON_TYPE);
    }
    var request = new Request.Builder().url(address.build()).method(tool.method(), body);
    headers.forEach(request::header);
    return request.header("Idempotency-Key", key).build();
  }

  private static String read(ResponseBody body) throws IOException {
    var read = new Buffer();
    while (read.size() < MOST_BYTES && body.source().read(read, MOST_BYTES - read.size()) != -1) {
      // As far as it goes.
    }
    return read.readUtf8();
  }

  /** False if the worker stops meanwhile. */
  private boolean rest(int attempt) {
    long backoff = FIRST_BACKOFF_MS << attempt;
    try {
      return !closed.await(
          backoff / 2 + ThreadLocalRandom.current().nextLong(backoff), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return "HttpTool[" + tool.name() + "]";
  }
}
