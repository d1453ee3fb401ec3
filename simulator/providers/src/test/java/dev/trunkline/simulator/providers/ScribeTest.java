// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Which messages a session receives, and when. */
class ScribeTest extends ScribeRig {
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
    Client client = start("SIM_SCRIBE_CONTRACT_SHAPES", "true").socket(PATH + timestamps());
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
  void aPartialThatComesLateWaitsForNoMoreAudio() throws Exception {
    Client client = start("SIM_SCRIBE_PARTIAL_LATENCY_MS", "20").socket(PATH);
    client.next("message_type", "session_started");
    client.audio(2500, true, false);
    assertThat(client.next().path("text").asText()).isEqualTo("I heard 2500 ms");
  }

  @Test
  void aPartialThatComesTooLateDoesNotComeAfterItsCommit() throws Exception {
    Client client = start("SIM_SCRIBE_PARTIAL_LATENCY_MS", "10000").socket(PATH);
    client.next("message_type", "session_started");
    client.audio(2500, true, false);
    client.audio(0, false, true);
    assertThat(client.next().path("message_type").asText()).isEqualTo("committed_transcript");
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
    Client client = start("SIM_SCRIBE_THROTTLE_CLOSES", "true").socket(PATH);
    client.audio(0, false, true);
    client.next("message_type", "commit_throttled");
    assertThat(client.end()).isEqualTo(new Client.End(1000, "commit_throttled"));
  }

  @Test
  void aLongSegmentIsCommittedByItself() throws Exception {
    Client client = start("SIM_SCRIBE_AUTO_COMMIT_MS", "3000").socket(PATH);
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
}
