// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.runtime.settings.InvalidSetting;
import java.io.IOException;
import java.util.Map;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a simulator has: trouble on demand, a journal, and its own health. */
class SimulationTest {
  private final Rig rig = new Rig(Map.of());

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|the body is no JSON object",
        "{\"latency\":5}|tts.latency is not known",
        "{\"latencyMs\":-1}|tts.latencyMs must be a whole number from 0 to 3600000",
        "{\"latencyMs\":1.5}|tts.latencyMs must be a whole number from 0 to 3600000",
        "{\"rules\":{}}|tts.rules must be an array",
        "{\"rules\":[{\"type\":\"error\"}]}|tts.rules[0].error must be the error's type or code",
        "{\"rules\":[{\"type\":\"reset\",\"at\":\"noon\"}]}|"
            + "tts.rules[0].at must be connect, answer or middle",
        "{\"rules\":[{\"type\":\"reset\",\"probability\":2}]}|"
            + "tts.rules[0].probability must be a number from 0 to 1",
        "{\"rules\":[{\"type\":\"no_done\"}]}|tts.rules[0].type is only for chat",
        "{\"rules\":[{\"type\":\"error\",\"error\":\"x\",\"status\":200}]}|"
            + "tts.rules[0].status must be from 400 to 599",
      })
  void aBadOrderIsRefusedInWordsAndChangesNothing(String order, String message) throws IOException {
    rig.trouble("tts", "{\"latencyMs\":7}");
    try (Response response = rig.put("/sim/faults/tts", order)) {
      assertThat(response.code()).isEqualTo(400);
      assertThat(Rig.json(response).path("error").asText()).isEqualTo(message);
    }
    try (Response response = rig.get("/sim/faults")) {
      assertThat(Rig.json(response).path("tts").path("latencyMs").asInt()).isEqualTo(7);
    }
  }

  @Test
  void oneOrderCanGoToSeveralProvidersAndAllOfThemCanBeCleared() throws IOException {
    String order =
        "{\"scribe\":{\"latencyMs\":1},\"chat\":{\"rules\":[{\"type\":\"stall\",\"forMs\":9}]}}";
    try (Response response = rig.put("/sim/faults", order)) {
      ObjectNode body = Rig.json(response);
      assertThat(body.path("scribe").path("latencyMs").asInt()).isEqualTo(1);
      assertThat(body.path("chat").path("rules").get(0).path("forMs").asInt()).isEqualTo(9);
    }
    try (Response response =
        rig.http.newCall(rig.request("/sim/faults").delete().build()).execute()) {
      assertThat(Rig.json(response).path("chat").path("rules").isEmpty()).isTrue();
    }
  }

  @Test
  void anUnknownProviderIsNotFound() throws IOException {
    try (Response response = rig.get("/sim/faults/twilio")) {
      assertThat(response.code()).isEqualTo(404);
    }
  }

  @Test
  void theSameSeedBringsTheSameTrouble() throws IOException {
    assertThat(refusals()).isEqualTo(refusals()).contains("1").contains("0");
  }

  @Test
  void ruleMatchingATextStrikesOnlyRequestsWithIt() throws IOException {
    rig.trouble("chat", "{\"rules\":[" + serverError("red") + "]}");
    try (Response added =
        rig.post("/sim/faults/chat", "{\"rules\":[" + serverError("blue") + "]}")) {
      assertThat(Rig.json(added).path("rules").size()).isEqualTo(2);
    }
    assertThat(statusOfAnswerTo("a green door")).isEqualTo(200);
    assertThat(statusOfAnswerTo("a red door")).isEqualTo(503);
    assertThat(statusOfAnswerTo("a blue door")).isEqualTo(503);

    try (Response left =
        rig.http.newCall(rig.request("/sim/faults/chat?matching=red").delete().build()).execute()) {
      assertThat(Rig.json(left).path("rules").get(0).path("matching").asText()).isEqualTo("blue");
    }
    assertThat(statusOfAnswerTo("a red door")).isEqualTo(200);
    assertThat(statusOfAnswerTo("a blue door")).isEqualTo(503);
  }

  @Test
  void onlyRulesCanBeAddedToAPlan() throws IOException {
    try (Response response = rig.post("/sim/faults/chat", "{\"latencyMs\":1}")) {
      assertThat(response.code()).isEqualTo(400);
      assertThat(Rig.json(response).path("error").asText())
          .isEqualTo("chat.latencyMs is not known");
    }
  }

  @Test
  void theJournalCanBeWaitedForAndFiltered() throws IOException {
    try (Response response = rig.post("/v1/chat/completions", "{}")) {
      assertThat(response.code()).isEqualTo(400);
    }
    try (Response response =
        rig.get("/sim/journal?provider=chat&kind=refused&after=0&waitMs=5000")) {
      assertThat(Rig.json(response).path("entries").get(0).path("details").path("status").asInt())
          .isEqualTo(400);
    }
    try (Response response = rig.get("/sim/journal?after=x")) {
      assertThat(response.code()).isEqualTo(400);
    }
  }

  @Test
  void healthCountsSessions() throws Exception {
    Client client = rig.socket("/v1/speech-to-text/realtime?model_id=scribe_v2_realtime");
    client.next();
    try (Response response = rig.get("/health")) {
      assertThat(Rig.json(response).path("scribeSessions").asInt()).isEqualTo(1);
    }
    try (Response response = rig.get("/metrics")) {
      assertThat(response.body().string()).contains("simulator_scribe_sessions 1.0");
    }
  }

  @Test
  void aPortInUseIsToldInOneLine() {
    assertThatThrownBy(
            () -> {
              try (Rig second = new Rig(Map.of("SIM_PORT", String.valueOf(rig.server.port())))) {
                assertThat(second).isNull();
              }
            })
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("SIM_PORT");
  }

  private static String serverError(String matching) {
    return "{\"type\":\"error\",\"error\":\"server_error\",\"status\":503,\"matching\":\"%s\"}"
        .formatted(matching);
  }

  private int statusOfAnswerTo(String said) throws IOException {
    String body =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(said);
    try (Response response = rig.post("/v1/chat/completions", body)) {
      return response.code();
    }
  }

  private String refusals() throws IOException {
    rig.trouble(
        "chat",
        "{\"seed\":3,\"rules\":[{\"type\":\"error\",\"error\":\"server_error\","
            + "\"status\":503,\"probability\":0.5}]}");
    var seen = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      try (Response response = rig.post("/v1/chat/completions", "{}")) {
        seen.append(response.code() == 503 ? "1" : "0");
      }
    }
    return seen.toString();
  }
}
