// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.ChatPrompt;
import dev.trunkline.dialog.core.answer.RetryPolicy;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Endpoints;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two model servers, of which the first fails. */
class FailoverChatTest {
  private static final Breaker.Limits LIMITS = new Breaker.Limits(4, Duration.ofSeconds(10));
  private static final String DONE = "data: [DONE]\n\n";

  private static final ChatPrompt PROMPT =
      new ChatPrompt(List.of(new Message(Role.USER, "Hi")), List.of(), false);

  private final MockWebServer first = new MockWebServer();
  private final MockWebServer second = new MockWebServer();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private FailoverChat chat;

  @BeforeEach
  void start() throws Exception {
    first.start();
    second.start();
    chat =
        new FailoverChat(
            new Endpoints<>(
                "openai", "llm", List.of(at(first), at(second)), LIMITS, meters, nanos::get),
            LIMITS.open());
  }

  @AfterEach
  void stop() {
    chat.close();
    first.close();
    second.close();
  }

  static Stream<MockResponse> failures() {
    return Stream.of(
        error(500, ""),
        error(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}"),
        error(429, "{\"error\":{\"code\":\"insufficient_quota\"}}"),
        error(401, ""),
        error(404, "{\"error\":{\"code\":\"model_not_found\"}}"),
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build(),
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build(),
        stream("data: {not json\n\n"),
        stream("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n"),
        stream("data: {\"error\":{\"type\":\"server_error\"}}\n\n"),
        stream(DONE));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failsOverBeforeTheFirstToken(MockResponse failure) throws Exception {
    first.enqueue(failure);
    second.enqueue(answer("Hello"));
    request();
    assertThat(next()).isEqualTo("token Hello");
    assertThat(next()).isEqualTo("done");
    assertThat(received).isEmpty();
    assertThat(answers("second")).isEqualTo(1);
    assertThat(answers("first")).isZero();
  }

  @Test
  void doesNotFailOverAfterTheFirstToken() throws Exception {
    first.enqueue(stream("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n"));
    request();
    assertThat(next()).isEqualTo("token Hel");
    assertThat(next()).isEqualTo("failure UNAVAILABLE");
    assertThat(second.getRequestCount()).isZero();
  }

  @Test
  void skipsAnEndpointWhileItsCircuitBreakerIsOpen() throws Exception {
    for (int i = 0; i < 2; i++) {
      first.enqueue(error(503, ""));
    }
    for (int i = 0; i < 3; i++) {
      second.enqueue(answer("Hello"));
      request();
      assertThat(next()).isEqualTo("token Hello");
      assertThat(next()).isEqualTo("done");
    }
    assertThat(first.getRequestCount()).isEqualTo(2);
    nanos.addAndGet(LIMITS.open().toNanos() + 1);
    first.enqueue(answer("I am back"));
    request();
    assertThat(next()).isEqualTo("token I am back");
    assertThat(next()).isEqualTo("done");
    assertThat(second.getRequestCount()).isEqualTo(3);
  }

  @Test
  void reportsTheRetryableFailureIfBothFail() throws Exception {
    first.enqueue(error(503, ""));
    second.enqueue(error(401, ""));
    request();
    assertThat(next()).isEqualTo("failure THROTTLED");
  }

  @Test
  void failsImmediatelyIfAllCircuitBreakersAreOpen() throws Exception {
    for (int i = 0; i < 2; i++) {
      first.enqueue(error(500, ""));
      second.enqueue(error(500, ""));
      request();
      assertThat(next()).isEqualTo("failure UNAVAILABLE");
    }
    request();
    assertThat(next()).isEqualTo("failure UNAVAILABLE");
    assertThat(first.getRequestCount() + second.getRequestCount()).isEqualTo(4);
  }

  @Test
  void anOpenCircuitBreakerIsNotRetried() throws Exception {
    for (int i = 0; i < 2; i++) {
      first.enqueue(error(500, ""));
      second.enqueue(error(500, ""));
      request();
      next();
    }
    var failures = new LinkedBlockingQueue<ChatFailure>();
    chat.request(
        PROMPT,
        new RecordingListener(received) {
          @Override
          public void onFailure(ChatFailure failure) {
            failures.add(failure);
          }
        });
    ChatFailure failure = failures.poll(10, TimeUnit.SECONDS);
    assertThat(failure).isNotNull();
    assertThat(RetryPolicy.allowsRetry(1, failure)).isFalse();
  }

  private void request() {
    chat.request(PROMPT, new RecordingListener(received));
  }

  private String next() throws InterruptedException {
    return String.valueOf(received.poll(10, TimeUnit.SECONDS));
  }

  private double answers(String endpoint) {
    return meters.get("trunkline.provider.answers").tag("endpoint", endpoint).counter().count();
  }

  private static ChatClient at(MockWebServer server) {
    return new OpenAiChat(
        URI.create("http://localhost:" + server.getPort() + "/v1"),
        "some-model",
        "sk-test",
        300,
        new OpenAiChat.Timeouts(
            Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2)));
  }

  private static MockResponse error(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }

  private static MockResponse answer(String words) {
    return stream(
        "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n".formatted(words) + DONE);
  }

  private static MockResponse stream(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream; charset=utf-8")
        .body(body)
        .build();
  }
}
