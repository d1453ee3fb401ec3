// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the voice's sockets do not take, and how they break. */
class SpeechSocketsRefusalTest extends SpeechSocketsRig {
  @Test
  void aSixthContextClosesTheWholeSocket() throws Exception {
    Client client = start().socket(MULTI);
    for (int i = 0; i < 6; i++) {
      client.send("{\"text\":\" \",\"context_id\":\"c" + i + "\"}");
    }
    ObjectNode error = client.next();
    assertThat(error.path("error").asText()).isEqualTo("max_active_conversations");
    assertThat(error.path("code").asInt()).isEqualTo(1008);
    assertThat(client.end().code()).isEqualTo(1008);
  }

  @Test
  void aClosedContextStillCountsForAWhile() throws Exception {
    Client client = start("SIM_TTS_CONTEXT_RELEASE_MS", "600000").socket(MULTI);
    for (int i = 0; i < 5; i++) {
      client.send("{\"text\":\" \",\"context_id\":\"c" + i + "\"}");
      client.send("{\"context_id\":\"c" + i + "\",\"close_context\":true}");
      client.next("isFinal", "true");
    }
    client.send("{\"text\":\" \",\"context_id\":\"c5\"}");
    assertThat(client.next().path("error").asText()).isEqualTo("max_active_conversations");
    client.end();
  }

  @Test
  void afterItsReleaseAContextMakesRoom() throws Exception {
    Client client = start("SIM_TTS_CONTEXT_RELEASE_MS", "0").socket(MULTI);
    for (int i = 0; i < 9; i++) {
      client.send("{\"text\":\" \",\"context_id\":\"c" + i + "\"}");
      client.send("{\"context_id\":\"c" + i + "\",\"close_context\":true}");
      assertThat(client.next("isFinal", "true").path("contextId").asText()).isEqualTo("c" + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"flush\":true", "\"text\":\"\""})
  void aFlushOrASignOfLifeCreatesItsContextAndFixesItsVoice(String message) throws Exception {
    Client client = start().socket(MULTI);
    client.send("{\"context_id\":\"a\"," + message + "}");
    client.send("{\"text\":\" \",\"context_id\":\"a\",\"voice_settings\":{\"stability\":0.5}}");
    ObjectNode error = client.next("code", "1008");
    assertThat(error.path("message").asText()).contains("voice_settings");
    assertThat(client.end().code()).isEqualTo(1008);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void silenceOfTheClientEndsWithAnErrorWhoseReasonIsCut(boolean multi) throws Exception {
    Client client = start().socket((multi ? MULTI : SINGLE) + "&inactivity_timeout=1");
    client.send("{\"text\":\" \"}");
    ObjectNode error = client.next("error", "input_timeout_exceeded");
    Client.End end = client.end();
    assertThat(end.code()).isEqualTo(1008);
    assertThat(end.reason().getBytes(UTF_8).length).isEqualTo(123);
    assertThat(error.path("message").asText()).startsWith(end.reason()).hasSizeGreaterThan(123);
  }

  @Test
  void anUtteranceMustBeginWithASpace() throws Exception {
    Client client = start().socket(SINGLE);
    client.send("{\"text\":\"Hello\"}");
    assertThat(client.next().path("error").asText()).isEqualTo("invalid_input_message");
    client.end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{\"text\":5}",
        "{\"flush\":\"yes\",\"context_id\":\"a\"}",
        "{\"text\":\" \",\"context_id\":\"a\",\"voice_settings\":{\"speed\":3}}",
        "{\"text\":\" \",\"context_id\":\"a\",\"generation_config\":"
            + "{\"chunk_length_schedule\":[10]}}",
      })
  void badMessagesCloseTheSocket(String message) throws Exception {
    Client client = start().socket(MULTI);
    client.send(message);
    assertThat(client.next().path("error").asText()).isEqualTo("invalid_input_message");
    assertThat(client.end().code()).isEqualTo(1008);
  }

  @ParameterizedTest
  @CsvSource({
    "output_format=mp3_44100_128,invalid_output_format",
    "output_format=wav,invalid_output_format",
    "model_id=eleven_v3,unsupported_model",
    "output_format=ulaw_8000&inactivity_timeout=181,invalid_input_message",
    "output_format=ulaw_8000&auto_mode=1,invalid_input_message",
  })
  void badParametersAreToldAndTheSocketCloses(String query, String code) throws Exception {
    Client client = start().socket(BASE + "/multi-stream-input?" + query);
    assertThat(client.next().path("error").asText()).isEqualTo(code);
    assertThat(client.end().code()).isEqualTo(1008);
  }

  @Test
  void theKeyMayComeInTheFirstMessage() throws Exception {
    Client good = start().stranger(MULTI + "&auto_mode=true");
    good.send("{\"text\":\"Hi \",\"context_id\":\"a\",\"xi_api_key\":\"" + Rig.KEY + "\"}");
    assertThat(audio(good.next())).isNotEmpty();
    Client bad = rig().stranger(MULTI + "&auto_mode=true");
    bad.send("{\"text\":\"Hi \",\"context_id\":\"a\"}");
    assertThat(bad.next().path("error").asText()).isEqualTo("invalid_api_key");
    bad.end();
  }

  @Test
  void anUnknownVoiceIsToldAfterTheFirstMessage() throws Exception {
    Client client = start().socket(MULTI.replace(Rig.VOICE, "nobody"));
    client.send("{\"text\":\"Hi \",\"context_id\":\"a\"}");
    assertThat(client.next().path("error").asText()).isEqualTo("voice_not_found");
    client.end();
  }

  @Test
  void aSpentQuotaLooksLikeSilence() throws Exception {
    start().trouble("tts", "{\"rules\":[{\"type\":\"silent_quota\",\"at\":\"answer\"}]}");
    Client client = rig().socket(MULTI + "&auto_mode=true");
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\"}");
    ObjectNode only = client.next();
    assertThat(only.path("audio").isNull()).isTrue();
    assertThat(only.path("isFinal").asBoolean()).isTrue();
  }

  @Test
  void aConnectionCanBreakAfterSomeAudio() throws Exception {
    start().trouble("tts", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":1}]}");
    Client client = rig().socket(MULTI + "&auto_mode=true");
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\"}");
    client.next();
    assertThat(client.end().code()).isEqualTo(1006);
  }
}
