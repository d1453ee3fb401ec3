// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the voice's sockets say of the text they are given. */
class SpeechSocketsTest extends SpeechSocketsRig {
  private static final String SENTENCE = "Hello there. ";

  @Test
  void shortTextWaitsForMoreUntilItIsFlushed() throws Exception {
    Client client = start("SIM_TTS_FLUSH_DONE", "false").socket(MULTI);
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
        start("SIM_TTS_CHUNK_MS", "100000")
            .socket(BASE + "/multi-stream-input?auto_mode=true&output_format=" + format);
    client.send("{\"text\":\"" + SENTENCE + "\",\"context_id\":\"a\"}");
    assertThat(audio(client.next()).length).isEqualTo(bytes);
  }

  @Test
  void noContextSpeaksQuiteAsAnotherDoes() throws Exception {
    Client client =
        start("SIM_TTS_CHUNK_MS", "100000", "SIM_TTS_TEMPO_SPREAD", "0.2")
            .socket(MULTI + "&auto_mode=true");
    var lengths = new HashSet<Integer>();
    var characters = new HashSet<String>();
    for (String context : List.of("a", "b", "c")) {
      client.send("{\"text\":\"" + SENTENCE + "\",\"context_id\":\"" + context + "\"}");
      ObjectNode answer = client.next();
      characters.add(Json.text(answer.path("alignment").path("chars")));
      lengths.add(audio(answer).length);
    }
    assertThat(lengths).hasSizeGreaterThan(1);
    assertThat(characters).hasSize(1);
  }

  @Test
  void oneMessageMayBeLargerThanAMebibyte() throws Exception {
    Client client =
        start("SIM_TTS_CHUNK_MS", "1000000")
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
  void theSameVoiceSettingsMayBeRepeated() throws Exception {
    Client client = start().socket(MULTI + "&auto_mode=true");
    String settings = "\"voice_settings\":{\"stability\":0.5}";
    client.send("{\"text\":\" \",\"context_id\":\"a\"," + settings + "}");
    client.send("{\"text\":\"Hello \",\"context_id\":\"a\"," + settings + "}");
    assertThat(audio(client.next())).isNotEmpty();
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
  void idsMayBeSpelledTheOtherWay() throws Exception {
    Client client = start("SIM_TTS_SNAKE_CASE", "true").socket(MULTI + "&auto_mode=true");
    client.send("{\"text\":\"Hi \",\"context_id\":\"a\"}");
    client.send("{\"context_id\":\"a\",\"close_context\":true}");
    assertThat(client.next().path("context_id").asText()).isEqualTo("a");
    assertThat(client.next("is_final", "true").path("context_id").asText()).isEqualTo("a");
  }

  @Test
  void anUtteranceOnItsOwnSocketEndsWithEmptyText() throws Exception {
    Client client = start("SIM_TTS_FLUSH_DONE", "false").socket(SINGLE);
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
}
