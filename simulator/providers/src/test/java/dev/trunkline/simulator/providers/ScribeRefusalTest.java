// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Scribe does not take, and how it says so. */
class ScribeRefusalTest extends ScribeRig {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{\"message_type\":\"commit\"}",
        "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\"\",\"sample_rate\":16000}",
        "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\"\",\"commit\":false}",
        "{\"message_type\":\"input_audio_chunk\",\"commit\":false,\"sample_rate\":16000}",
        "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\"*\",\"commit\":false,"
            + "\"sample_rate\":16000}",
        "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\"AAAA\",\"commit\":false,"
            + "\"sample_rate\":16000}",
        "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\"\",\"commit\":false,"
            + "\"sample_rate\":8000}",
      })
  void aBadChunkEndsTheSession(String message) throws Exception {
    Client client = started();
    client.send(message);
    assertThat(client.next().path("message_type").asText()).isEqualTo("input_error");
    assertThat(client.end()).isEqualTo(new Client.End(1000, "input_error"));
  }

  @Test
  void contextMayOnlyComeFirst() throws Exception {
    Client client = started();
    String chunk =
        "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\"\",\"commit\":false,"
            + "\"sample_rate\":16000,\"previous_text\":\"hello\"}";
    client.send(chunk);
    client.send(chunk);
    assertThat(client.next().path("message_type").asText()).isEqualTo("input_error");
    client.end();
  }

  @Test
  void aChunkMayBeTooBig() throws Exception {
    Client client = started();
    client.audio(10_001, false, false);
    assertThat(client.next().path("message_type").asText()).isEqualTo("chunk_size_exceeded");
    client.end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?model_id=whisper",
        "?model_id=scribe_v2_realtime&secondary_languages=es&secondary_languages=en-US",
        "?model_id=scribe_v2_realtime&secondary_languages=Spanish",
        "?model_id=scribe_v2_realtime&no_verbatim=yes",
        "?model_id=scribe_v2_realtime&filter_background_audio=1",
        "?model_id=scribe_v2_realtime&filter_background_audio=true&include_timestamps=true",
        "?audio_format=pcm_16000",
        "?model_id=scribe_v2_realtime&audio_format=mp3",
        "?model_id=scribe_v2_realtime&vad_threshold=0.95",
        "?model_id=scribe_v2_realtime&vad_silence_threshold_secs=0.2",
        "?model_id=scribe_v2_realtime&min_speech_duration_ms=49",
        "?model_id=scribe_v2_realtime&min_silence_duration_ms=2500",
        "?model_id=scribe_v2_realtime&commit_strategy=turn_prediction",
        "?model_id=scribe_v2_realtime&include_timestamps=True",
        "?model_id=scribe_v2_realtime&keyterms=a-term-of-twenty-one-c",
        "?model_id=scribe_v2_realtime&language_code=english",
        "?model_id=scribe_v2_realtime&entity_detection=all&transcript_edit=shorten",
        "?model_id=scribe_v2_realtime&filter_background_audio=true&include_timestamps=true",
      })
  void badParametersAreToldOnAnOpenSocketWhichThenCloses(String query) throws Exception {
    Client client = start().socket("/v1/speech-to-text/realtime" + query);
    assertThat(client.next().path("message_type").asText()).isEqualTo("invalid_request");
    assertThat(client.end().reason()).isEqualTo("invalid_request");
  }

  @Test
  void fiftyKeytermsAreTheMost() throws Exception {
    assertThat(start().socket(PATH + "&keyterms=x".repeat(50)).next().path("message_type").asText())
        .isEqualTo("session_started");
    assertThat(rig().socket(PATH + "&keyterms=x".repeat(51)).next().path("message_type").asText())
        .isEqualTo("invalid_request");
  }

  @Test
  void withoutAKeyTheUpgradeIsRefused() throws Exception {
    assertThat(start().stranger(PATH).refusal()).isEqualTo(403);
  }

  @Test
  void withoutAKeyTheSocketMayAlsoOpenOnlyToSayNo() throws Exception {
    Client client = start("SIM_SCRIBE_AUTH_FAILURE", "in_band").stranger(PATH);
    assertThat(client.next().path("message_type").asText()).isEqualTo("auth_error");
    client.end();
  }

  @Test
  void aTokenIsGoodOnce() throws Exception {
    String token;
    try (var response = start().post("/v1/single-use-token/realtime_scribe", "")) {
      token = Rig.json(response).path("token").asText();
    }
    assertThat(rig().stranger(PATH + "&token=" + token).next().path("message_type").asText())
        .isEqualTo("session_started");
    assertThat(rig().stranger(PATH + "&token=" + token).refusal()).isEqualTo(403);
  }

  @Test
  void aSilentClientIsSentAway() throws Exception {
    Client client = start("SIM_SCRIBE_IDLE_MS", "300").socket(PATH);
    client.next("message_type", "insufficient_audio_activity");
    assertThat(client.end().reason()).isEqualTo("insufficient_audio_activity");
  }

  @Test
  void sessionsMayBeLimitedAtRunTime() throws Exception {
    Client client = started();
    rig().trouble("scribe", "{\"sessionLimitMs\":1}");
    client.next("message_type", "session_time_limit_exceeded");
    client.end();
  }

  @Test
  void whoSendsFasterThanItIsProcessedOverflowsTheQueue() throws Exception {
    Client client = start("SIM_SCRIBE_QUEUE_KILOBYTES", "128").socket(PATH);
    client.next();
    rig().recognizer.gate = new java.util.concurrent.CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      client.audio(1000, true, false);
    }
    for (int i = 0; i < 10_000 && metrics().contains("simulator_scribe_dropped 0.0"); i++) {
      assertThat(client.waiting()).isZero();
    }
    rig().recognizer.gate.countDown();
    client.next("message_type", "queue_overflow");
    client.end();
  }

  @Test
  void whoCannotBeListenedToIsToldThatTheServerIsAtCapacity() throws Exception {
    start();
    rig().recognizer.full = true;
    Client client = rig().socket(PATH);
    assertThat(client.next().path("message_type").asText()).isEqualTo("resource_exhausted");
    assertThat(client.end().reason()).isEqualTo("resource_exhausted");
  }
}
