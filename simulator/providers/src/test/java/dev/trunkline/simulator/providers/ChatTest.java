// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String HOURS = "What time do you open tomorrow?";
  private static final String ANSWER =
      "We are open tomorrow, Tuesday, from 9 in the morning to 6 in the evening.";
  private static final String TOOL =
      "{\"type\":\"function\",\"function\":{\"name\":\"order_status\",\"parameters\":{\"type\":"
          + "\"object\",\"properties\":{\"number\":{\"type\":\"string\"}}}}}";

  private Rig rig = new Rig(Map.of());

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theChunksComeInTheLiveServicesOrder() throws IOException {
    List<ObjectNode> chunks =
        stream(HOURS, ",\"stream_options\":{\"include_usage\":true}").chunks();
    JsonNode first = chunks.getFirst().path("choices").get(0);
    assertThat(Json.text(first))
        .isEqualTo(
            "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},"
                + "\"logprobs\":null,\"finish_reason\":null}");
    assertThat(content(chunks)).isEqualTo(ANSWER);
    ObjectNode finish = chunks.get(chunks.size() - 2);
    assertThat(finish.path("choices").get(0).path("finish_reason").asText()).isEqualTo("stop");
    assertThat(finish.path("choices").get(0).path("delta").isEmpty()).isTrue();
    ObjectNode usage = chunks.getLast();
    assertThat(usage.path("choices").isEmpty()).isTrue();
    assertThat(usage.path("usage").path("completion_tokens").asInt()).isPositive();
    assertThat(chunks.subList(0, chunks.size() - 1))
        .allMatch(chunk -> chunk.has("usage") && chunk.path("usage").isNull())
        .allMatch(chunk -> !chunk.path("obfuscation").asText().isEmpty())
        .allMatch(chunk -> chunk.path("id").equals(usage.path("id")))
        .allMatch(chunk -> chunk.path("model").asText().equals("gpt-4o-mini-2024-07-18"));
  }

  @Test
  void obfuscationAndUsageComeOnlyIfWanted() throws IOException {
    Stream stream = stream(HOURS, ",\"stream_options\":{\"include_obfuscation\":false}");
    assertThat(stream.chunks()).noneMatch(chunk -> chunk.has("obfuscation") || chunk.has("usage"));
    assertThat(stream.raw).endsWith("data: [DONE]\n\n");
  }

  @Test
  void withoutStreamingTheAnswerIsOneObject() throws IOException {
    try (Response response = rig.post(PATH, body(HOURS, ""))) {
      ObjectNode answer = Rig.json(response);
      assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
      assertThat(answer.path("choices").get(0).path("message").path("content").asText())
          .isEqualTo(ANSWER);
      assertThat(response.header("x-request-id")).startsWith("req_");
    }
  }

  @Test
  void theStreamMayArriveInAnyLawfulShape() throws IOException {
    rig.close();
    rig =
        new Rig(
            Map.of(
                "SIM_CHAT_CR_LF", "true",
                "SIM_CHAT_COMMENTS", "true",
                "SIM_CHAT_EVENTS_PER_PACKET", "3",
                "SIM_CHAT_SPLIT_PACKETS", "true"));
    Stream stream = stream("caf\u00e9 \u2615 please", "");
    assertThat(stream.raw).contains(": keep-alive\r\n\r\ndata: {").endsWith("[DONE]\r\n\r\n");
    assertThat(content(stream.chunks())).contains("caf\u00e9 \u2615 please");
  }

  @Test
  void aFunctionIsAskedForInFragmentsOneCallAfterTheOther() throws IOException {
    List<ObjectNode> chunks =
        stream("where are order 4571 and order 1234", ",\"tools\":[" + TOOL + "]").chunks();
    var names = new ArrayList<String>();
    var arguments = new StringBuilder[] {new StringBuilder(), new StringBuilder()};
    for (ObjectNode chunk : chunks) {
      for (JsonNode call : chunk.path("choices").path(0).path("delta").path("tool_calls")) {
        if (call.has("id")) {
          names.add(call.path("function").path("name").asText());
          assertThat(call.path("type").asText()).isEqualTo("function");
        }
        arguments[call.path("index").asInt()].append(
            call.path("function").path("arguments").asText());
      }
    }
    assertThat(names).containsExactly("order_status", "order_status");
    assertThat(arguments[0]).hasToString("{\"number\":\"4571\"}");
    assertThat(arguments[1]).hasToString("{\"number\":\"1234\"}");
    assertThat(chunks.getLast().path("choices").get(0).path("finish_reason").asText())
        .isEqualTo("tool_calls");
  }

  @ParameterizedTest
  @CsvSource({"1,length,We", "100,stop,'" + ANSWER + "'"})
  void theAnswerIsCutAtItsLimit(int most, String reason, String text) throws IOException {
    List<ObjectNode> chunks = stream(HOURS, ",\"max_completion_tokens\":" + most).chunks();
    assertThat(content(chunks)).isEqualTo(text);
    assertThat(chunks.getLast().path("choices").get(0).path("finish_reason").asText())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense|400|",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}|400|",
        "{\"model\":\"gpt-2\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}|404|",
        "{\"model\":\"gpt-4o-mini\",\"messages\":[]}|400|messages",
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"caller\",\"content\":\"hi\"}]}|400"
            + "|messages.[0].role",
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}|400"
            + "|messages.[0].role",
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"temperature\":3}|400|temperature",
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"max_token\":3}|400|",
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"stream_options\":{}}|400|stream_options",
      })
  void badRequestsAreRefusedWithTheParameterThatIsWrong(
      String body, int status, @Nullable String param) throws IOException {
    try (Response response = rig.post(PATH, body)) {
      assertThat(response.code()).isEqualTo(status);
      ObjectNode error = (ObjectNode) Rig.json(response).path("error");
      assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
      assertThat(error.path("param").asText(null)).isEqualTo(param);
    }
  }

  @Test
  void aWrongKeyIsRefused() throws IOException {
    Call call =
        rig.http.newCall(
            rig.request(PATH)
                .header("Authorization", "Bearer wrong")
                .post(RequestBody.create("{}", MediaType.get("application/json")))
                .build());
    try (Response response = call.execute()) {
      assertThat(response.code()).isEqualTo(401);
      assertThat(Rig.json(response).path("error").path("code").asText())
          .isEqualTo("invalid_api_key");
    }
  }

  @Test
  void modelsSayWhenTheyLeave() throws IOException {
    try (Response response = rig.get("/v1/models")) {
      JsonNode first = Rig.json(response).path("data").get(0);
      assertThat(first.path("id").asText()).isEqualTo("gpt-4o-mini");
      assertThat(first.path("shutdown_date").asText()).isEqualTo("2027-01-14");
    }
  }

  @Test
  void aRateLimitCarriesItsHeadersAndEndsAfterItsCount() throws IOException {
    rig.trouble(
        "chat",
        "{\"rules\":[{\"type\":\"error\",\"error\":\"rate_limit_exceeded\",\"status\":429,"
            + "\"headers\":{\"retry-after-ms\":\"120\",\"x-should-retry\":\"true\"},\"next\":1}]}");
    try (Response response = rig.post(PATH, body(HOURS, ""))) {
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.header("retry-after-ms")).isEqualTo("120");
      assertThat(Rig.json(response).path("error").path("code").asText())
          .isEqualTo("rate_limit_exceeded");
    }
    try (Response response = rig.post(PATH, body(HOURS, ""))) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void anErrorCanComeWithinTheStream() throws IOException {
    rig.trouble(
        "chat",
        "{\"rules\":[{\"type\":\"error\",\"error\":\"server_error\",\"at\":\"middle\","
            + "\"after\":3}]}");
    Stream stream = stream(HOURS, "");
    assertThat(stream.raw).doesNotContain("[DONE]");
    assertThat(stream.chunks().getLast().path("error").path("type").asText())
        .isEqualTo("server_error");
    assertThat(stream.chunks()).hasSize(5);
  }

  @Test
  void aStreamCanBreakOrEndWithoutDone() throws IOException {
    rig.trouble(
        "chat",
        "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"next\":1},"
            + "{\"type\":\"no_done\",\"at\":\"answer\"}]}");
    assertThatThrownBy(() -> stream(HOURS, "")).isInstanceOf(IOException.class);
    Stream stream = stream(HOURS, "");
    assertThat(content(stream.chunks())).isEqualTo(ANSWER);
    assertThat(stream.raw).doesNotContain("[DONE]");
  }

  @Test
  void whoHangsUpDuringAStallIsNoticed() throws Exception {
    rig.trouble("chat", "{\"rules\":[{\"type\":\"stall\",\"at\":\"middle\",\"after\":2}]}");
    Call call =
        rig.http.newCall(
            rig.request(PATH)
                .post(
                    RequestBody.create(
                        body(HOURS, ",\"stream\":true"), MediaType.get("application/json")))
                .build());
    try (Response response = call.execute()) {
      assertThat(response.body().source().readUtf8Line()).startsWith("data: ");
      rig.journal("fault");
      call.cancel();
      assertThat(rig.journal("disconnected").details().path("tokensSent").asInt()).isEqualTo(2);
    }
  }

  private record Stream(String raw) {
    List<ObjectNode> chunks() {
      return raw.lines()
          .filter(line -> line.startsWith("data: {"))
          .map(line -> Json.parse(line.substring(6)).orElseThrow())
          .toList();
    }
  }

  private Stream stream(String said, String more) throws IOException {
    try (Response response = rig.post(PATH, body(said, ",\"stream\":true" + more))) {
      assertThat(response.header("Content-Type")).startsWith("text/event-stream");
      return new Stream(response.body().string());
    }
  }

  private static String body(String said, String more) {
    return "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"system\",\"content\":\"Be"
        + " brief.\"},{\"role\":\"user\",\"content\":\""
        + said
        + "\"}]"
        + more
        + "}";
  }

  private static String content(List<ObjectNode> chunks) {
    var text = new StringBuilder();
    chunks.forEach(chunk ->
        text.append(chunk.path("choices").path(0).path("delta").path("content").asText("")));
    return text.toString();
  }
}
