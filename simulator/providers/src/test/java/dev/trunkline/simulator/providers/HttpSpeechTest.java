// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.io.IOException;
import java.util.Map;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSpeechTest {
  private static final String BASE = "/v1/text-to-speech/" + Rig.VOICE;
  private static final String BODY =
      "{\"text\":\"Hello there.\",\"model_id\":\"eleven_turbo_v2_5\"}";

  private Rig rig = new Rig(Map.of());

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({"/stream,ulaw_8000,4800,audio/basic", "'',pcm_16000,19200,audio/pcm"})
  void audioComesAsBareBytes(String path, String format, int bytes, String type)
      throws IOException {
    try (Response response = rig.post(BASE + path + "?output_format=" + format, BODY)) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.header("Content-Type")).isEqualTo(type);
      assertThat(response.header("current-concurrent-requests")).isEqualTo("1");
      assertThat(response.body().bytes()).hasSize(bytes);
    }
  }

  @Test
  void timingsComeAsOneObjectALineInSeconds() throws IOException {
    try (Response response =
        rig.post(BASE + "/stream/with-timestamps?output_format=ulaw_8000", BODY)) {
      String[] lines = response.body().string().split("\n");
      assertThat(lines).hasSize(3);
      ObjectNode second = Json.parse(lines[1]).orElseThrow();
      assertThat(second.path("audio_base64").asText()).isNotEmpty();
      assertThat(Json.text(second.path("alignment").path("character_end_times_seconds")))
          .isEqualTo("[0.05,0.1,0.15,0.2,0.25]");
      assertThat(second.path("normalized_alignment").path("characters").size()).isEqualTo(5);
    }
  }

  @Test
  void aMissingTextIsToldAsAnArray() throws IOException {
    try (Response response = rig.post(BASE + "/stream?output_format=ulaw_8000", "{}")) {
      assertThat(response.code()).isEqualTo(422);
      assertThat(Rig.json(response).path("detail").get(0).path("loc").get(1).asText())
          .isEqualTo("text");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nobody,ulaw_8000,404,voice_not_found",
    "21m00Tcm4TlvDq8ikWAM,mp3_44100_128,400,invalid_output_format"
  })
  void otherErrorsAreObjects(String voice, String format, int status, String code)
      throws IOException {
    String path = "/v1/text-to-speech/" + voice + "/stream?output_format=" + format;
    try (Response response = rig.post(path, BODY)) {
      assertThat(response.code()).isEqualTo(status);
      assertThat(Rig.json(response).path("detail").path("status").asText()).isEqualTo(code);
    }
  }

  @Test
  void aTextThatIsTooLongIsRefused() throws IOException {
    String body = "{\"text\":\"" + "a".repeat(40_001) + "\",\"model_id\":\"eleven_turbo_v2_5\"}";
    try (Response response = rig.post(BASE + "/stream?output_format=ulaw_8000", body)) {
      assertThat(Rig.json(response).path("detail").path("status").asText())
          .isEqualTo("max_character_limit_exceeded");
    }
  }

  @ParameterizedTest
  @CsvSource({"current,code", "legacy,status"})
  void quotaIsA401InTheShapeThatIsSet(String shape, String field) throws IOException {
    rig.close();
    rig = new Rig(Map.of("SIM_TTS_ERROR_SHAPE", shape));
    rig.trouble("tts", "{\"rules\":[{\"type\":\"silent_quota\"}]}");
    try (Response response = rig.post(BASE + "/stream?output_format=ulaw_8000", BODY)) {
      assertThat(response.code()).isEqualTo(401);
      assertThat(Rig.json(response).path("detail").path(field).asText())
          .isEqualTo("quota_exceeded");
    }
  }

  @Test
  void detailCanBeAPlainText() throws IOException {
    rig.close();
    rig = new Rig(Map.of("SIM_TTS_ERROR_SHAPE", "text", "SIM_TTS_MAX_CONCURRENT", "1"));
    rig.trouble(
        "tts",
        "{\"rules\":[{\"type\":\"error\",\"error\":\"system_busy\",\"status\":429,"
            + "\"message\":\"busy\",\"headers\":{\"Retry-After\":\"1\"}}]}");
    try (Response response = rig.post(BASE + "/stream?output_format=ulaw_8000", BODY)) {
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.header("Retry-After")).isEqualTo("1");
      assertThat(response.header("maximum-concurrent-requests")).isEqualTo("1");
      assertThat(Rig.json(response).path("detail").asText()).isEqualTo("busy");
    }
  }

  @Test
  void aStreamCanBreakInTheMiddle() throws IOException {
    rig.trouble("tts", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":2}]}");
    // A reset may overtake the bytes before it.
    assertThatThrownBy(
            () -> {
              try (Response response = rig.post(BASE + "/stream?output_format=ulaw_8000", BODY)) {
                assertThat(response.body().bytes()).isNull();
              }
            })
        .isInstanceOf(IOException.class);
  }
}
