package dev.trunkline.simulator.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScribeTest {
  private static final String PATH =
      "/v1/speech-to-text/realtime?model_id=scribe_v2_realtime&audio_format=pcm_16000";

  private @Nullable Rig rig;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void theFirstMessageIsTheSessionWithItsConfiguration() throws Exception {
    ObjectNode started = start().socket(PATH + "&vad_threshold=0.3&keyterms=a%26b").next();
    assertThat(started.path("message_type").asText()).isEqualTo("session_started");
    assertThat(started.path("session_id").asText()).isNotEmpty();
    assertThat(started.path("config").path("vad_threshold").asDouble()).isEqualTo(0.3);
    assertThat(started.path("config").path("keyterms").get(0).asText()).isEqualTo("a&b");
    assertThat(started.path("config").has("vad_commit_strategy")).isFalse();
  }

  @Test
  void theContractsShapesCanBeChosen() throws Exception {
    Client client = start("SCRIBE_CONTRACT_SHAPES", "true").socket(PATH + timestamps());
    assertThat(client.next().path("config").has("vad_commit_strategy")).isTrue();
    client.audio(2000, true, true);
    ObjectNode detailed = client.next("message_type", "committed_transcript_with_timestamps");
    assertThat(detailed.path("words").get(0).path("characters").get(0).has("start")).isTrue();
  }

  @Test
  void nothingIsSaidBeforeTwoSecondsOfAudio() throws Exception {
    Client client = started();
    client.audio(1000, true, true);
    client.audio(900, true, false);
    client.audio(0, false, false);
    rig().journal("commit");
    assertThat(client.waiting()).isZero();
    client.audio(100, true, false);
    assertThat(client.next().path("text").asText()).isEqualTo("I heard 1000 ms.");
  }

  @Test
  void partialsComeWhileTheSegmentIsOpenAndThenTheCommit() throws Exception {
    Client client = started();
    client.audio(2000, true, false);
    assertThat(client.next().path("message_type").asText()).isEqualTo("partial_transcript");
    client.audio(500, true, false);
    assertThat(client.next().path("text").asText()).isEqualTo("I heard 2500 ms");
    client.audio(0, false, true);
    ObjectNode committed = client.next();
    assertThat(committed.path("message_type").asText()).isEqualTo("committed_transcript");
    assertThat(committed.path("text").asText()).isEqualTo("I heard 2500 ms.");
  }

  @Test
  void theDetailedMessageFollowsThePlainOneOnTheSessionsTimeAxis() throws Exception {
    Client client = start().socket(PATH + timestamps());
    client.audio(2000, false, true);
    client.audio(1000, true, true);
    client.next("text", "I heard 1000 ms.");
    ObjectNode detailed = client.next();
    assertThat(detailed.path("message_type").asText())
        .isEqualTo("committed_transcript_with_timestamps");
    assertThat(detailed.path("words").size()).isEqualTo(7);
    assertThat(detailed.path("words").get(0).path("start").asDouble()).isEqualTo(2.0);
    assertThat(detailed.path("words").get(1).path("type").asText()).isEqualTo("spacing");
    assertThat(detailed.path("words").get(6).path("end").asDouble()).isEqualTo(3.0);
    assertThat(detailed.path("words").get(0).path("characters").get(0).asText()).isEqualTo("I");
  }

  @Test
  void languageDetectionAloneGivesADetailedMessageWithoutWords() throws Exception {
    Client client = start().socket(PATH + "&include_language_detection=true");
    client.audio(2000, true, true);
    ObjectNode detailed = client.next("message_type", "committed_transcript_with_timestamps");
    assertThat(detailed.path("language_code").asText()).isEqualTo("en");
    assertThat(detailed.path("words").isNull()).isTrue();
  }

  @Test
  void silenceIsCommittedAsEmptyText() throws Exception {
    Client client = started();
    client.audio(2000, false, true);
    assertThat(client.next().path("text").asText("?")).isEmpty();
  }

  @Test
  void aCommitOfTooLittleAudioIsThrottledAndTheSessionGoesOn() throws Exception {
    Client client = started();
    client.audio(2000, true, true);
    client.next("message_type", "committed_transcript");
    client.audio(299, true, true);
    ObjectNode error = client.next("message_type", "commit_throttled");
    assertThat(error.path("error").asText()).contains("0.30s");
    client.audio(1, true, true);
    assertThat(client.next("message_type", "committed_transcript").path("text").asText())
        .isEqualTo("I heard 300 ms.");
  }

  @Test
  void aThrottledCommitCanAlsoCloseCleanlyWithTheErrorAsItsReason() throws Exception {
    Client client = start("SCRIBE_THROTTLE_CLOSES", "true").socket(PATH);
    client.audio(0, false, true);
    client.next("message_type", "commit_throttled");
    assertThat(client.end()).isEqualTo(new Client.End(1000, "commit_throttled"));
  }

  @Test
  void aLongSegmentIsCommittedByItself() throws Exception {
    Client client = start("SCRIBE_AUTO_COMMIT_MS", "3000").socket(PATH);
    client.audio(2900, true, false);
    client.audio(100, true, false);
    assertThat(client.next("message_type", "committed_transcript").path("text").asText())
        .isEqualTo("I heard 3000 ms.");
  }

  @Test
  void silenceCommitsInVadModeButNotBeforeAnybodySpoke() throws Exception {
    Client client = start().socket(PATH + "&commit_strategy=vad&vad_silence_threshold_secs=0.5");
    client.audio(3000, false, false);
    client.audio(1000, true, false);
    client.audio(400, false, false);
    client.audio(0, false, false);
    client.audio(120, false, false);
    client.next("message_type", "committed_transcript");
    ObjectNode commit = rig().journal("commit").details();
    assertThat(commit.path("trigger").asText()).isEqualTo("silence");
    assertThat(commit.path("audioMs").asInt()).isEqualTo(4520);
  }

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
    Client client = start("SCRIBE_AUTH_FAILURE", "in_band").stranger(PATH);
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
    Client client = start("SCRIBE_IDLE_MS", "300").socket(PATH);
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
    Client client = start("SCRIBE_QUEUE_KILOBYTES", "128").socket(PATH);
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

  @Test
  void muLawAndOtherRatesReachTheRecognizerAt16Khz() throws Exception {
    Client muLaw =
        start()
            .socket(
                "/v1/speech-to-text/realtime?model_id=scribe_v2_realtime"
                    + "&audio_format=ulaw_8000");
    muLaw.chunk(new byte[16_000], 8_000, true);
    muLaw.next("message_type", "committed_transcript");
    assertThat(rig().recognizer.samples.getAndSet(0)).isEqualTo(32_000);
    Client pcm =
        rig()
            .socket(
                "/v1/speech-to-text/realtime?model_id=scribe_v2_realtime"
                    + "&audio_format=pcm_24000");
    pcm.chunk(new byte[96_200], 24_000, true);
    pcm.next("message_type", "committed_transcript");
    assertThat(rig().recognizer.samples.get()).isBetween(32_000L, 32_070L);
  }

  @Test
  void anErrorCanBeOrderedForTheNextCommit() throws Exception {
    Client client = started();
    rig()
        .trouble(
            "scribe",
            "{\"rules\":[{\"type\":\"error\",\"error\":\"transcriber_error\","
                + "\"at\":\"answer\",\"next\":1}]}");
    client.audio(2000, true, true);
    client.next("message_type", "transcriber_error");
    assertThat(client.end().code()).isEqualTo(1000);
    Client again = rig().socket(PATH);
    again.audio(2000, true, true);
    again.next("message_type", "committed_transcript");
  }

  @Test
  void anUpgradeCanBeRefusedWithAnyStatus() throws Exception {
    start()
        .trouble(
            "scribe",
            "{\"rules\":[{\"type\":\"error\",\"error\":\"rate_limited\"," + "\"status\":429}]}");
    assertThat(rig().socket(PATH).refusal()).isEqualTo(429);
  }

  @Test
  void theConnectionCanBreakInTheMiddle() throws Exception {
    Client client = started();
    rig().trouble("scribe", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":2}]}");
    client.audio(100, true, false);
    client.audio(100, true, false);
    assertThat(client.end().code()).isEqualTo(1006);
  }

  @Test
  void aWarningAndGarbageEndNothing() throws Exception {
    Client client = started();
    rig()
        .trouble(
            "scribe",
            "{\"rules\":[{\"type\":\"warning\",\"at\":\"answer\",\"next\":1},"
                + "{\"type\":\"garbage\",\"at\":\"middle\",\"after\":2}]}");
    client.audio(2000, false, true);
    assertThat(client.next().path("message_type").asText()).isEqualTo("warning");
    assertThat(client.next().path("message_type").asText()).isEqualTo("committed_transcript");
    client.audio(400, false, true);
    assertThat(dev.trunkline.simulator.provider.wire.Json.parse(client.text())).isEmpty();
    assertThat(client.next().path("message_type").asText()).isEqualTo("never_heard_of");
    assertThat(client.next().path("message_type").asText()).isEqualTo("committed_transcript");
  }

  @Test
  void aClientThatVanishesIsNoticed() throws Exception {
    Client client = started();
    client.audio(500, true, false);
    client.vanish();
    assertThat(rig().journal("disconnected").details().path("code").asInt()).isEqualTo(1006);
  }

  private String metrics() throws IOException {
    try (var response = rig().get("/metrics")) {
      return response.body().string();
    }
  }

  private static String timestamps() {
    return "&include_timestamps=true";
  }

  private Client started() throws InterruptedException, IOException {
    Client client = start().socket(PATH);
    client.next("message_type", "session_started");
    return client;
  }

  private Rig start(String... settings) {
    var map = new HashMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    Rig started = new Rig(Map.copyOf(map));
    rig = started;
    return started;
  }

  private Rig rig() {
    return java.util.Objects.requireNonNull(rig);
  }
}
