// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.assistant.Recognition;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.stt.provider.ScribeEvent.Broken;
import dev.trunkline.stt.provider.ScribeEvent.Closed;
import dev.trunkline.stt.provider.ScribeEvent.ErrorReported;
import dev.trunkline.stt.provider.ScribeEvent.Ignored;
import dev.trunkline.stt.provider.ScribeEvent.PartialTranscribed;
import dev.trunkline.stt.provider.ScribeEvent.SessionStarted;
import dev.trunkline.stt.provider.ScribeEvent.TranscriptCommitted;
import dev.trunkline.stt.provider.ScriptedScribe.Session;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScribeClientTest {
  private static final SessionOptions DEFAULT_OPTIONS =
      new SessionOptions(null, Recognition.DEFAULT);

  private final ScriptedScribe scribe = new ScriptedScribe();
  private final BlockingQueue<ScribeEvent> events = new LinkedBlockingQueue<>();
  private final List<ScribeClient> clients = new ArrayList<>();

  ScribeClientTest() throws Exception {}

  @AfterEach
  void close() {
    clients.forEach(ScribeClient::close);
    scribe.close();
  }

  @Test
  void sessionIsRequestedAsConfigured() throws Exception {
    open(
        new SessionOptions("en", Recognition.DEFAULT),
        Map.of("ELEVENLABS_STT_MODEL", "scribe_v2_realtime_turbo"));
    var request = scribe.takeSession().request();
    assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/speech-to-text/realtime");
    assertThat(request.getUrl().queryParameter("model_id")).isEqualTo("scribe_v2_realtime_turbo");
    assertThat(request.getUrl().queryParameter("audio_format")).isEqualTo("pcm_16000");
    assertThat(request.getUrl().queryParameter("commit_strategy")).isEqualTo("manual");
    assertThat(request.getUrl().queryParameter("language_code")).isEqualTo("en");
    assertThat(request.getUrl().queryParameterNames()).doesNotContain("token");
    assertThat(request.getHeaders().get("xi-api-key")).isEqualTo("test-key");
  }

  @Test
  void sessionIsRequestedAsTheAssistantWants() throws Exception {
    var recognition =
        new Recognition(List.of("es", "en"), List.of("Fairweather", "M&M #1"), true, true);
    open(new SessionOptions("en", recognition), Map.of());
    var url = scribe.takeSession().request().getUrl();
    assertThat(url.queryParameter("language_code")).isEqualTo("en");
    assertThat(url.queryParameterValues("secondary_languages")).containsExactly("es");
    assertThat(url.queryParameterValues("keyterms")).containsExactly("Fairweather", "M&M #1");
    assertThat(url.queryParameter("no_verbatim")).isEqualTo("true");
    assertThat(url.queryParameter("filter_background_audio")).isEqualTo("true");
  }

  @Test
  void whatTheAssistantLeavesOpenIsNotSent() throws Exception {
    open(Map.of());
    assertThat(scribe.takeSession().request().getUrl().queryParameterNames())
        .containsExactlyInAnyOrder("model_id", "audio_format", "commit_strategy");
  }

  @Test
  void withoutVadScribeCommitsAfterSilence() throws Exception {
    open(Map.of("VAD_ENABLED", "false", "STT_SCRIBE_SILENCE_MS", "450"));
    var url = scribe.takeSession().request().getUrl();
    assertThat(url.queryParameter("commit_strategy")).isEqualTo("vad");
    assertThat(url.queryParameter("vad_silence_threshold_secs")).isEqualTo("0.45");
    assertThat(url.queryParameter("language_code")).isNull();
  }

  @Test
  void webSocketUrlWithAPathIsAccepted() throws Exception {
    open(Map.of("ELEVENLABS_BASE_URL", "ws://localhost:" + scribe.port() + "/proxy"));
    assertThat(scribe.takeSession().request().getUrl().encodedPath())
        .isEqualTo("/proxy/v1/speech-to-text/realtime");
  }

  @Test
  void audioIsSentAsPcmAtTwiceTheRate() throws Exception {
    ScribeSocket socket = open(Map.of());
    Session session = scribe.takeSession();
    byte[] ulaw = noise(1_600);
    socket.send(java.util.Arrays.copyOf(ulaw, 800));
    socket.send(java.util.Arrays.copyOfRange(ulaw, 800, 1_600));
    var sent = ByteBuffer.allocate(6_400).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 2; i++) {
      JsonNode message = session.takeMessage();
      assertThat(message.get("message_type").textValue()).isEqualTo("input_audio_chunk");
      assertThat(message.get("commit").booleanValue()).isFalse();
      assertThat(message.get("sample_rate").intValue()).isEqualTo(16_000);
      sent.put(audio(message));
    }
    short[] narrow = new short[1_600];
    MuLaw.decode(ulaw, narrow);
    short[] wide = new short[3_200];
    HalfBand.up().up(narrow, 1_600, wide);
    short[] heard = new short[3_200];
    sent.flip().asShortBuffer().get(heard);
    assertThat(heard).isEqualTo(wide);
  }

  @Test
  void audioCanBeSentAsMuLaw() throws Exception {
    ScribeSocket socket = open(Map.of("STT_AUDIO_FORMAT", "ulaw_8000"));
    Session session = scribe.takeSession();
    byte[] ulaw = noise(800);
    socket.send(ulaw);
    JsonNode message = session.takeMessage();
    assertThat(session.request().getUrl().queryParameter("audio_format")).isEqualTo("ulaw_8000");
    assertThat(message.get("sample_rate").intValue()).isEqualTo(8_000);
    assertThat(audio(message)).isEqualTo(ulaw);
  }

  @Test
  void commitIsAChunkWithoutAudio() throws Exception {
    open(Map.of()).commit();
    JsonNode message = scribe.takeSession().takeMessage();
    assertThat(message.get("commit").booleanValue()).isTrue();
    assertThat(message.get("audio_base_64").textValue()).isEmpty();
    assertThat(message.get("message_type").textValue()).isEqualTo("input_audio_chunk");
  }

  @Test
  void eventsArriveInOrder() throws Exception {
    open(Map.of());
    Session session = scribe.takeSession();
    session.start();
    session.partial("");
    session.partial("hel");
    session.committed(" hello there ");
    assertThat(take(4))
        .containsExactly(
            new SessionStarted("s1"),
            new PartialTranscribed(""),
            new PartialTranscribed("hel"),
            new TranscriptCommitted("hello there"));
  }

  @Test
  void committedTextIsReportedOnce() throws Exception {
    open(Map.of());
    Session session = scribe.takeSession();
    session.send("{\"message_type\":\"final_transcript\",\"text\":\"hi\"}");
    session.committed("hi");
    session.send(
        "{\"message_type\":\"committed_transcript_with_timestamps\",\"text\":\"hi\",\"words\":null}");
    assertThat(take(3))
        .containsExactly(
            new Ignored("final_transcript"),
            new TranscriptCommitted("hi"),
            new Ignored("committed_transcript_with_timestamps"));
  }

  @Test
  void unknownMessagesAreIgnored() throws Exception {
    open(Map.of());
    Session session = scribe.takeSession();
    session.send("{\"message_type\":\"weather_forecast\"}");
    session.send("[]");
    session.send("{half");
    session.sendBytes(new byte[3]);
    session.committed("still here");
    assertThat(take(5))
        .containsExactly(
            new Ignored("weather_forecast"),
            new Ignored("no type"),
            new Ignored("not JSON"),
            new Ignored("binary"),
            new TranscriptCommitted("still here"));
  }

  @ParameterizedTest
  @EnumSource
  void everyErrorIsRecognizedByItsName(ScribeError error) throws Exception {
    open(Map.of());
    Session session = scribe.takeSession();
    session.error(error);
    session.close(1008, "");
    assertThat(take(2)).containsExactly(new ErrorReported(error, "no more"), new Closed(1008, ""));
  }

  @Test
  void closeReportsItsReason() throws Exception {
    open(Map.of());
    scribe.takeSession().close(1000, "commit_throttled");
    assertThat(take(1)).containsExactly(new Closed(1000, "commit_throttled"));
  }

  @Test
  void cutConnectionIsBroken() throws Exception {
    open(Map.of());
    scribe.takeSession();
    scribe.close();
    assertThat(take(1))
        .singleElement()
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> assertThat(broken.category()).isEqualTo(FailureCategory.UNAVAILABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "401, '', REFUSED",
    "403, '', REFUSED",
    "401, '{\"detail\":{\"status\":\"quota_exceeded\"}}', QUOTA_SPENT",
    "400, '', INVALID_REQUEST",
    "404, '', INVALID_REQUEST",
    "200, '', INVALID_REQUEST",
    "302, '', INVALID_REQUEST",
    "429, '', THROTTLED",
    "500, '', UNAVAILABLE",
    "503, '', UNAVAILABLE"
  })
  void rejectedUpgradeIsClassifiedByItsStatus(int status, String body, FailureCategory category)
      throws Exception {
    scribe.rejectNext(
        new MockResponse.Builder().code(status).body(body).addHeader("Location", "/x").build());
    open(Map.of());
    assertThat(take(1)).containsExactly(new Broken(category, "HTTP " + status, 0));
  }

  @Test
  void throttledUpgradeReportsRetryAfter() throws Exception {
    scribe.rejectNext(new MockResponse.Builder().code(429).addHeader("Retry-After", "3").build());
    open(Map.of());
    assertThat(take(1)).containsExactly(new Broken(FailureCategory.THROTTLED, "HTTP 429", 3_000));
  }

  @Test
  void refusedConnectionIsUnavailable() throws Exception {
    scribe.close();
    open(Map.of());
    assertThat(take(1))
        .singleElement()
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> assertThat(broken.category()).isEqualTo(FailureCategory.UNAVAILABLE));
  }

  @Test
  void closeFollowsWhatWasSent() throws Exception {
    ScribeSocket socket = open(Map.of());
    Session session = scribe.takeSession();
    socket.send(noise(800));
    socket.commit();
    socket.close();
    session.takeAudioUpToCommit();
    assertThat(session.takeCloseCode()).isEqualTo(1000);
  }

  @Test
  void moreSocketsThanOkHttpsDefaultAreOpen() throws Exception {
    ScribeClient client = client(Map.of());
    for (int i = 0; i < 70; i++) {
      client.open(DEFAULT_OPTIONS, events::add);
    }
    for (int i = 0; i < 70; i++) {
      scribe.takeSession().start();
    }
    assertThat(take(70)).containsOnly(new SessionStarted("s1"));
  }

  @Test
  void apiKeyIsRequiredAndNeverPrinted() {
    assertThatThrownBy(() -> ScribeSettings.all(Settings.of(Map.of())))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("ELEVENLABS_API_KEY is not set");
    assertThat(ScribeSettings.all(scribe.settings(Map.of())).getFirst().toString())
        .doesNotContain("test-key");
  }

  private ScribeClient client(Map<String, String> settings) {
    var client = new ScribeClient(ScribeSettings.all(scribe.settings(settings)).getFirst());
    clients.add(client);
    return client;
  }

  private ScribeSocket open(SessionOptions options, Map<String, String> settings) {
    return client(settings).open(options, events::add);
  }

  private ScribeSocket open(Map<String, String> settings) {
    return open(DEFAULT_OPTIONS, settings);
  }

  private List<ScribeEvent> take(int count) throws InterruptedException {
    var taken = new ArrayList<ScribeEvent>();
    for (int i = 0; i < count; i++) {
      ScribeEvent event = events.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("event %d after %s", i, taken).isNotNull();
      taken.add(event);
    }
    return taken;
  }

  private static byte[] audio(JsonNode message) {
    return Base64.getDecoder().decode(message.get("audio_base_64").textValue());
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
