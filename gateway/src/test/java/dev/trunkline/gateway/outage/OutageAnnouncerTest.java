// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.gateway.outage.OutageAnnouncer.Announcement;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When callers hear the gateway's own words, and what these are. */
class OutageAnnouncerTest {
  private static final long MS = 1_000_000;

  private long nowMs = 50_000;
  private @Nullable StageOutage outage;
  private final OutageAnnouncer announcer = announcer(Duration.ofSeconds(2));
  private final CallSilence silence = announcer.newSilence();

  @Test
  void aCallerWhomNobodyCanAnswerHearsSomethingAfterTwoSecondsOfSilenceAndThenNowAndThen() {
    StageOutage stt = stageIsLeft("stt");
    nowMs += 1_999;
    assertThat(announcer.isDue(silence, stt)).isFalse();
    nowMs += 1;
    assertThat(announcer.isDue(silence, stt)).isTrue();
    announcer.onAnnounced(silence);
    nowMs += 9_999;
    assertThat(announcer.isDue(silence, stt)).isFalse();
    nowMs += 1;
    assertThat(announcer.isDue(silence, stt)).isTrue();
  }

  @Test
  void theNextOutageIsCoveredHoweverSoonItComes() {
    StageOutage stt = stageIsLeft("stt");
    nowMs += 2_000;
    assertThat(announcer.isDue(silence, stt)).isTrue();
    announcer.onAnnounced(silence);
    nowMs += 3_000;

    StageOutage tts = stageIsLeft("tts");
    nowMs += 500;
    assertThat(announcer.isDue(silence, tts)).isTrue();
  }

  @Test
  void whoSpeaksWhenTheOutageIsNoticedIsHeardFirst() {
    nowMs += 60_000;
    StageOutage stt = stageIsLeft("stt");
    assertThat(announcer.isDue(silence, stt)).isFalse();
    nowMs += 500;
    announcer.onCallerAudio(silence, frame(2_000));
    assertThat(announcer.isDue(silence, stt)).isFalse();
  }

  @Test
  void nothingIsSaidOverTheCaller() {
    StageOutage stt = stageIsLeft("stt");
    nowMs += 3_000;
    announcer.onCallerAudio(silence, frame(2_000));
    assertThat(announcer.isDue(silence, stt)).isFalse();
    nowMs += 1_500;
    announcer.onCallerAudio(silence, frame(60));
    nowMs += 500;
    assertThat(announcer.isDue(silence, stt)).as("a noise on the line is no speech").isTrue();
  }

  @Test
  void whoWantsNothingToBeSaidSetsTheWaitToZero() {
    stageIsLeft("stt");
    assertThat(announcer.outage()).isNotNull();
    assertThat(announcer(Duration.ZERO).outage()).isNull();
  }

  @Test
  void theGatewayHasWordsOfItsOwn() {
    byte[] words = Announcement.from(Settings.of(Map.of())).ulaw();
    assertThat(words.length / MuLaw.PER_MS).isBetween(800, 2_000);
    int loudest = 0;
    for (byte code : words) {
      loudest = Math.max(loudest, Math.abs(MuLaw.decode(code)));
    }
    assertThat(loudest).as("it can be heard").isGreaterThan(5_000);
  }

  @Test
  void whatIsNoRecordingForATelephoneIsRefusedInOneLine(@TempDir Path directory)
      throws IOException {
    Path text = Files.writeString(directory.resolve("words.wav"), "One moment, please.");
    for (Path wrong : List.of(text, directory.resolve("missing.wav"))) {
      Settings settings = Settings.of(Map.of("COVER_AUDIO", wrong.toString()));
      assertThatThrownBy(() -> Announcement.from(settings))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("COVER_AUDIO");
    }
  }

  private OutageAnnouncer announcer(Duration after) {
    return new OutageAnnouncer(
        new Announcement(new byte[800], after), () -> outage, () -> nowMs * MS);
  }

  private StageOutage stageIsLeft(String stage) {
    var left = new StageOutage(List.of(stage), nowMs * MS);
    outage = left;
    return left;
  }

  private static byte[] frame(int amplitude) {
    var frame = new byte[160];
    Arrays.fill(frame, MuLaw.encode((short) amplitude));
    return frame;
  }
}
