// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.dialog.core.answer.ToolArguments;
import dev.trunkline.providers.Backoff;
import dev.trunkline.runtime.assistant.Tool;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

  /** The rest of a longer result is cut off: the model would take too long to read it. */
  private static final int MAX_RESULT_BYTES = 16 * 1024;

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(150), Duration.ofSeconds(10));

  private final Tool tool;
  private final HttpUrl url;
  private final Map<String, String> headers;
  private final OkHttpClient http;
  private final CountDownLatch closed;

  /**
   * @param headers with secrets filled in
   * @param closed counted down when the worker stops, which ends retries
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

  /**
   * Makes the request, and retries it as configured for the tool. Blocks for as long as timeouts
   * and retries allow.
   *
   * @param key the idempotency key
   * @param placeholders fills those of the URL and the headers
   */
  public ToolOutcome run(String arguments, String key, UnaryOperator<String> placeholders) {
    ObjectNode object =
        ToolArguments.declared(ToolArguments.parse(arguments).orElseThrow(), tool.parameters());
    for (int attempt = 0; ; attempt++) {
      Optional<ToolOutcome> outcome = attempt(object, key, placeholders, attempt >= tool.retries());
      if (outcome.isPresent()) {
        return outcome.get();
      }
      if (!backOff(attempt + 1)) {
        return ToolOutcome.failure("the request was given up");
      }
    }
  }

  /** Empty if the request may be retried. */
  private Optional<ToolOutcome> attempt(
      ObjectNode arguments, String key, UnaryOperator<String> placeholders, boolean last) {
    try (Response response = http.newCall(request(arguments, key, placeholders)).execute()) {
      int status = response.code();
      if (!last && (status >= 500 || status == 429)) {
        return Optional.empty();
      }
      String body = read(response.body());
      String reason = "the service answered with status " + status;
      return Optional.of(
          response.isSuccessful()
              ? ToolOutcome.done(body)
              : new ToolOutcome((reason + ". " + body).strip(), true, reason));
    } catch (InterruptedIOException e) {
      return failure("the service did not answer in time", last);
    } catch (IOException e) {
      return failure("the service could not be reached", last);
    }
  }

  private static Optional<ToolOutcome> failure(String reason, boolean last) {
    return last ? Optional.of(ToolOutcome.failure(reason)) : Optional.empty();
  }

  private Request request(ObjectNode arguments, String key, UnaryOperator<String> placeholders) {
    HttpUrl fixed = HttpUrl.get(placeholders.apply(withEncodedBraces(url)));
    HttpUrl.Builder target = fixed.newBuilder();
    RequestBody body = null;
    if (tool.method().equals("GET") || tool.method().equals("DELETE")) {
      arguments.properties().stream()
          .filter(field -> !fixed.queryParameterNames().contains(field.getKey()))
          .forEach(field ->
              target.addQueryParameter(
                  field.getKey(),
                  field.getValue().isValueNode()
                      ? field.getValue().asText()
                      : field.getValue().toString()));
    } else {
      body = RequestBody.create(arguments.toString(), JSON_TYPE);
    }
    var request = new Request.Builder().url(target.build()).method(tool.method(), body);
    headers.forEach((name, value) -> request.header(name, placeholders.apply(value)));
    return request.header("Idempotency-Key", key).build();
  }

  /** OkHttp encodes braces in a path, not in a query. */
  private static String withEncodedBraces(HttpUrl url) {
    return url.toString().replace("{", "%7B").replace("}", "%7D");
  }

  private static String read(ResponseBody body) throws IOException {
    var read = new Buffer();
    while (read.size() < MAX_RESULT_BYTES
        && body.source().read(read, MAX_RESULT_BYTES - read.size()) != -1) {
      // Read on.
    }
    return read.readUtf8();
  }

  /**
   * Waits before the next attempt; false if the worker is stopping.
   *
   * @param failures failed attempts so far
   */
  private boolean backOff(int failures) {
    Duration delay = BACKOFF.delay(failures, ThreadLocalRandom.current());
    try {
      return !closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "HttpTool[" + tool.name() + "]";
  }
}
