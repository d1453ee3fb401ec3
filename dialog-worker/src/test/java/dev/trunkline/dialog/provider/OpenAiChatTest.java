// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.answer.ChatPrompt;
import dev.trunkline.dialog.core.answer.ToolDefinition;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiChatTest {
  private static final String ANSWER =
      """
      : a comment

      data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null,"obfuscation":"x"}

      data:{"choices":[{"index":0,"delta":{"content":"Grüß "},"finish_reason":null}]}

      data: {"choices":[{"delta":{"content":"Gott"}}],"service_tier":"default"}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

      data: [DONE]

      """;

  private static final ChatPrompt HI =
      new ChatPrompt(List.of(new Message(Role.USER, "Hi")), List.of(), false);

  /** Longer than any response of the server takes, also on a busy machine. */
  private static final Duration PATIENT = Duration.ofMinutes(1);

  private static final Duration SHORT = Duration.ofMillis(300);

  private final MockWebServer server = new MockWebServer();
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private OpenAiChat chat;

  @BeforeEach
  void start() throws Exception {
    server.start();
    chat = withTimeouts(PATIENT, PATIENT);
  }

  @AfterEach
  void stop() {
    chat.close();
    server.close();
  }

  @Test
  void streamsTokensAndIgnoresUnknownFields() throws Exception {
    server.enqueue(stream(ANSWER));
    request();
    assertThat(next()).isEqualTo("token Grüß ");
    assertThat(next()).isEqualTo("token Gott");
    assertThat(next()).isEqualTo("done");
  }

  @Test
  void acceptsCarriageReturns() throws Exception {
    server.enqueue(stream(ANSWER.replace("\n", "\r\n")));
    request();
    assertThat(next()).isEqualTo("token Grüß ");
  }

  @Test
  void sendsTheRequestThatOpenAiDocuments() throws Exception {
    server.enqueue(stream(ANSWER));
    request();
    var request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/v1/chat/completions");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer sk-test");
    assertThat(Objects.requireNonNull(request.getBody()).utf8())
        .contains("\"model\":\"gpt-4o-mini\"", "\"stream\":true", "\"max_completion_tokens\":300")
        .contains("{\"role\":\"user\",\"content\":\"Hi\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "401, invalid_api_key, REFUSED",
    "404, model_not_found, INVALID_REQUEST",
    "429, rate_limit_exceeded, THROTTLED",
    "429, insufficient_quota, QUOTA_SPENT",
    "500, server_error, UNAVAILABLE",
    "503, slow_down, THROTTLED"
  })
  void mapsErrorsToCategories(int status, String code, FailureCategory category) throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "application/json")
            .body("{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":\"" + code + "\"}}")
            .build());
    request();
    assertThat(next()).isEqualTo("failure " + category);
  }

  @Test
  void reportsAnErrorInTheStream() throws Exception {
    server.enqueue(stream("data: {\"error\":{\"code\":\"server_error\"}}\n\n"));
    request();
    assertThat(next()).isEqualTo("failure UNAVAILABLE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "length|truncated",
        "content_filter|refusal INVALID_REQUEST",
        "stop|done",
      })
  void tellsWhyAResponseEnded(String reason, String end) throws Exception {
    server.enqueue(
        stream(
            "data:"
                + " {\"choices\":[{\"delta\":{\"content\":\"<think>a</think>Well\"},\"finish_reason\":\""
                + reason
                + "\"}]}\n\ndata: [DONE]\n\n"));
    request();
    assertThat(next()).isEqualTo("token Well");
    assertThat(next()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "400, '{\"error\":{\"code\":\"content_filter\"}}'",
    "400, '{\"error\":{\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}'",
    "403, '{\"error\":{\"type\":\"content_policy_violation\"}}'",
    "400, '{\"error\":{\"code\":\"invalid_prompt\"}}'",
  })
  void tellsARefusalFromOtherErrors(int status, String body) throws Exception {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    request();
    assertThat(next()).isEqualTo("refusal INVALID_REQUEST");
  }

  @Test
  void reportsATruncatedStreamAfterItsTokens() throws Exception {
    server.enqueue(stream("data: {\"choices\":[{\"delta\":{\"content\":\"Well\"}}]}\n\n"));
    request();
    assertThat(next()).isEqualTo("token Well");
    assertThat(next()).isEqualTo("failure UNAVAILABLE");
  }

  @Test
  void reportsAMalformedChunk() throws Exception {
    server.enqueue(stream("data: {{{\n\n"));
    request();
    assertThat(next()).isEqualTo("failure GARBLED");
  }

  @Test
  void timesOutWithoutAResponse() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    try (OpenAiChat impatient = withTimeouts(SHORT, SHORT)) {
      impatient.request(HI, new RecordingListener(received));
      assertThat(next()).isEqualTo("failure TIMED_OUT");
    }
  }

  @Test
  @DisplayName("A stalled response times out earlier than one that has not started")
  void appliesAShorterTimeoutAfterTheFirstToken() throws Exception {
    String word = "data: {\"choices\":[{\"delta\":{\"content\":\"Well\"}}]}\n\n";
    server.enqueue(
        stream(word + ":".repeat(2 * word.length()))
            .newBuilder()
            .onResponseBody(SocketEffect.Stall.INSTANCE) // After half of it.
            .build());
    try (OpenAiChat impatient = withTimeouts(Duration.ofHours(1), SHORT)) {
      impatient.request(HI, new RecordingListener(received));
      assertThat(next()).isEqualTo("token Well");
      assertThat(next()).isEqualTo("failure TIMED_OUT");
    }
  }

  @Test
  void timesOutIfBytesButNoTokensArrive() throws Exception {
    server.enqueue(
        stream(": still thinking\n\n".repeat(1_000))
            .newBuilder()
            .throttleBody(18, 50, TimeUnit.MILLISECONDS)
            .build());
    try (OpenAiChat impatient = withTimeouts(SHORT, SHORT)) {
      impatient.request(HI, new RecordingListener(received));
      assertThat(next()).isEqualTo("failure TIMED_OUT");
    }
  }

  @Test
  void abortsAnEndlessResponse() throws Exception {
    server.enqueue(stream("data: " + "x".repeat(6 * 1024 * 1024)));
    request();
    assertThat(next()).isEqualTo("failure UNAVAILABLE");
  }

  @Test
  void reportsNothingAfterCancel() throws Exception {
    var cancelled = new CountDownLatch(1);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            cancelled.await(); // else the answer could come first
            return stream("data: {\"choices\":[{\"delta\":{\"content\":\"Well\"}}]}\n\n");
          }
        });
    try (OpenAiChat impatient = withTimeouts(SHORT, SHORT)) {
      impatient.request(HI, new RecordingListener(received)).cancel();
      cancelled.countDown();
      assertThat(received.poll(600, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void reportsAssembledToolCallsAfterTheWords() throws Exception {
    server.enqueue(
        stream(
            """
            data: {"choices":[{"delta":{"content":"Let me see."}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"find","arguments":""}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"n\\":"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]},"finish_reason":"stop"}]}

            data: [DONE]

            """));
    request();
    assertThat(next()).isEqualTo("token Let me see.");
    assertThat(next()).isEqualTo("call find {\"n\":1}");
    assertThat(received).isEmpty();
  }

  @Test
  void sendsAToolResultBehindItsToolCall() throws Exception {
    server.enqueue(stream(ANSWER));
    var call = new ToolCall("call_1_0", "find", "{\"n\":1}");
    var offer = new ToolDefinition("find", "Finds.", "{\"type\":\"object\"}");
    request(
        new ChatPrompt(
            List.of(new Message(Role.USER, "Hi"), new Message(Role.TOOL, "found", call)),
            List.of(offer),
            false));
    String body =
        Objects.requireNonNull(Objects.requireNonNull(server.takeRequest()).getBody()).utf8();
    assertThat(body)
        .contains(
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1_0\",\"type\":\"function\","
                + "\"function\":{\"name\":\"find\",\"arguments\":\"{\\\"n\\\":1}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"call_1_0\",\"content\":\"found\"}")
        .contains(
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"find\",\"description\":\"Finds.\","
                + "\"parameters\":{\"type\":\"object\"}}}],\"tool_choice\":\"none\"");
  }

  private void request() {
    request(HI);
  }

  private void request(ChatPrompt prompt) {
    chat.request(prompt, new RecordingListener(received));
  }

  private OpenAiChat withTimeouts(Duration firstToken, Duration nextToken) {
    return new OpenAiChat(
        URI.create("http://localhost:" + server.getPort() + "/v1"),
        "gpt-4o-mini",
        "sk-test",
        300,
        new OpenAiChat.Timeouts(Duration.ofSeconds(2), firstToken, nextToken));
  }

  private String next() throws InterruptedException {
    return String.valueOf(received.poll(10, TimeUnit.SECONDS));
  }

  private static MockResponse stream(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream; charset=utf-8")
        .body(body)
        .build();
  }
}
