package dev.trunkline.simulator.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.provider.wire.Json;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechSocketsTest {
  private static final String BASE = "/v1/text-to-speech/" + Rig.VOICE;
  private static final String QUERY = "?model_id=eleven_turbo_v2_5&output_format=ulaw_8000";
  private static final String MULTI = BASE + "/multi-stream-input" + QUERY;
  private static final String SINGLE = BASE + "/stream-input" + QUERY;
  private static final String SENTENCE = "Hello there. ";

  private @Nullable Rig rig;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void shortTextWaitsForMoreUntilItIsFlushed() throws Exception {
    Client client = start("TTS_FLUSH_DONE", "false").socket(MULTI);
    client.send("{\"text\":\" \",\"context_id\":\"a\"}");
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\"}");
    client.send("{\"text\":\"" + "x".repeat(106) + "\",\"context_id\":\"a\"}");
    rig()
        .server
        .journal()
        .await(
            entry -> entry.details().path("text").asText().endsWith("x"),
            java.time.Duration.ofSeconds(10));
    assertThat(client.waiting()).isZero();
    client.send("{\"flush\":true,\"context_id\":\"a\"}");
    ObjectNode audio = client.next();
    assertThat(audio.path("contextId").asText()).isEqualTo("a");
    assertThat(audio.has("isFinal")).isFalse();
    assertThat(audio(audio).length).isEqualTo(2000);
    assertThat(rig().journal("spoken").details().path("text").asText()).hasSize(120);
  }

  @Test
  void enoughTextIsSpokenWithoutAFlushAndAShorterScheduleMayBeSet() throws Exception {
    Client client = start().socket(MULTI);
    client.send(
        "{\"text\":\" \",\"context_id\":\"a\",\"generation_config\":"
            + "{\"chunk_length_schedule\":[50]}}");
    client.send("{\"text\":\"" + "y".repeat(50) + "\",\"context_id\":\"a\"}");
    assertThat(audio(client.next())).isNotEmpty();
  }

  @Test
  void autoModeSpeaksEverythingAtOnce() throws Exception {
    Client client = start().socket(MULTI + "&auto_mode=true");
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\"}");
    assertThat(audio(client.next())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ulaw_8000,5200",
    "pcm_8000,10400",
    "pcm_16000,20800",
    "pcm_22050,28664",
    "pcm_24000,31200"
  })
  void theAudioIsAsLongAsTheTextInEveryFormat(String format, int bytes) throws Exception {
    Client client =
        start("TTS_CHUNK_MS", "100000")
            .socket(BASE + "/multi-stream-input?auto_mode=true&output_format=" + format);
    client.send("{\"text\":\"" + SENTENCE + "\",\"context_id\":\"a\"}");
    assertThat(audio(client.next()).length).isEqualTo(bytes);
  }

  @Test
  void oneMessageMayBeLargerThanAMebibyte() throws Exception {
    Client client =
        start("TTS_CHUNK_MS", "1000000")
            .socket(BASE + "/multi-stream-input?auto_mode=true&output_format=pcm_24000");
    client.send("{\"text\":\"" + "z".repeat(600) + "\",\"context_id\":\"a\"}");
    assertThat(client.text().length()).isGreaterThan(1 << 20);
  }

  @Test
  void withSyncAlignmentEveryChunkIsTimedFromItsOwnBeginning() throws Exception {
    Client client = start().socket(MULTI + "&auto_mode=true&sync_alignment=true");
    client.send("{\"text\":\"Hello 42 \",\"context_id\":\"a\"}");
    ObjectNode first = client.next();
    ObjectNode second = client.next();
    assertThat(Json.text(first.path("alignment")))
        .isEqualTo(
            "{\"chars\":[\"H\",\"e\",\"l\",\"l\",\"o\"],\"charStartTimesMs\":[0,50,100,150,200],"
                + "\"charDurationsMs\":[50,50,50,50,50]}");
    assertThat(Json.text(second.path("alignment").path("charStartTimesMs")))
        .isEqualTo("[0,50,100,150]");
    assertThat(
            second
                .path("normalizedAlignment")
                .path("chars")
                .toString()
                .replaceAll("[\\[\\]\",]", ""))
        .isEqualTo(" forty two");
  }

  @Test
  void withoutSyncAlignmentOnlyTheFirstChunkIsTimed() throws Exception {
    Client client = start().socket(MULTI + "&auto_mode=true");
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\"}");
    assertThat(client.next().path("alignment").path("chars").size()).isEqualTo(13);
    assertThat(client.next().path("alignment").isNull()).isTrue();
  }

  @Test
  void onlyClosingAContextEndsItAndWhatWasFlushedIsFinishedFirst() throws Exception {
    Client client = start().socket(MULTI);
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\",\"flush\":true}");
    client.send("{\"text\":\"never heard \",\"context_id\":\"a\"}");
    client.send("{\"context_id\":\"a\",\"close_context\":true}");
    int bytes = 0;
    ObjectNode frame = client.next();
    while (frame.path("audio").isTextual()) {
      bytes += audio(frame).length;
      frame = client.next();
    }
    assertThat(bytes).isEqualTo(13 * 50 * 8);
    assertThat(frame.path("flush_done").asBoolean()).isTrue();
    ObjectNode last = client.next();
    assertThat(last.path("isFinal").asBoolean()).isTrue();
    assertThat(last.path("audio").isNull()).isTrue();
    assertThat(last.path("contextId").asText()).isEqualTo("a");
  }

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
    Client client = start("TTS_CONTEXT_RELEASE_MS", "600000").socket(MULTI);
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
    Client client = start("TTS_CONTEXT_RELEASE_MS", "0").socket(MULTI);
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

  @Test
  void theSameVoiceSettingsMayBeRepeated() throws Exception {
    Client client = start().socket(MULTI + "&auto_mode=true");
    String settings = "\"voice_settings\":{\"stability\":0.5}";
    client.send("{\"text\":\" \",\"context_id\":\"a\"," + settings + "}");
    client.send("{\"text\":\"Hello \",\"context_id\":\"a\"," + settings + "}");
    assertThat(audio(client.next())).isNotEmpty();
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
  void closingTheSocketSpeaksWhatWaitsAndThenCloses() throws Exception {
    Client client = start().socket(MULTI);
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\"}");
    client.send("{\"close_socket\":true}");
    assertThat(audio(client.next())).isNotEmpty();
    client.next("isFinal", "true");
    assertThat(client.end().code()).isEqualTo(1000);
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
  void idsMayBeSpelledTheOtherWay() throws Exception {
    Client client = start("TTS_SNAKE_CASE", "true").socket(MULTI + "&auto_mode=true");
    client.send("{\"text\":\"Hi \",\"context_id\":\"a\"}");
    client.send("{\"context_id\":\"a\",\"close_context\":true}");
    assertThat(client.next().path("context_id").asText()).isEqualTo("a");
    assertThat(client.next("is_final", "true").path("context_id").asText()).isEqualTo("a");
  }

  @Test
  void anUtteranceOnItsOwnSocketEndsWithEmptyText() throws Exception {
    Client client = start("TTS_FLUSH_DONE", "false").socket(SINGLE);
    client.send("{\"text\":\" \"}");
    client.send("{\"text\":\"Hello there. \"}");
    client.send("{\"text\":\"\"}");
    ObjectNode audio = client.next();
    assertThat(audio.has("isFinal")).isTrue();
    assertThat(audio.path("isFinal").isNull()).isTrue();
    assertThat(audio.has("contextId")).isFalse();
    ObjectNode last = client.next("isFinal", "true");
    assertThat(last.path("audio").isNull()).isTrue();
    assertThat(client.end()).isEqualTo(new Client.End(1000, ""));
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
  void aConnectionCanBreakAfterSomeAudio() throws Exception {
    start().trouble("tts", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":1}]}");
    Client client = rig().socket(MULTI + "&auto_mode=true");
    client.send("{\"text\":\"Hello there. \",\"context_id\":\"a\"}");
    client.next();
    assertThat(client.end().code()).isEqualTo(1006);
  }

  private static byte[] audio(ObjectNode frame) {
    return Base64.getDecoder().decode(frame.path("audio").asText());
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
