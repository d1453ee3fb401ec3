// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.cover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.gateway.cover.GapCover.Gap;
import dev.trunkline.gateway.cover.GapCover.Words;
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
class GapCoverTest {
  private static final long MS = 1_000_000;

  private long nowMs = 50_000;
  private @Nullable Outage outage;
  private final GapCover cover = cover(Duration.ofSeconds(2));
  private final Gap gap = cover.newGap();

  @Test
  void aCallerWhomNobodyCanAnswerHearsSomethingAfterTwoSecondsOfSilenceAndThenNowAndThen() {
    Outage stt = stageIsLeft("stt");
    nowMs += 1_999;
    assertThat(cover.isDue(gap, stt)).isFalse();
    nowMs += 1;
    assertThat(cover.isDue(gap, stt)).isTrue();
    cover.covered(gap);
    nowMs += 9_999;
    assertThat(cover.isDue(gap, stt)).isFalse();
    nowMs += 1;
    assertThat(cover.isDue(gap, stt)).isTrue();
  }

  @Test
  void theNextOutageIsCoveredHoweverSoonItComes() {
    Outage stt = stageIsLeft("stt");
    nowMs += 2_000;
    assertThat(cover.isDue(gap, stt)).isTrue();
    cover.covered(gap);
    nowMs += 3_000;

    Outage tts = stageIsLeft("tts");
    nowMs += 500;
    assertThat(cover.isDue(gap, tts)).isTrue();
  }

  @Test
  void whoSpeaksWhenTheOutageIsNoticedIsHeardFirst() {
    nowMs += 60_000;
    Outage stt = stageIsLeft("stt");
    assertThat(cover.isDue(gap, stt)).isFalse();
    nowMs += 500;
    cover.heard(gap, frame(2_000));
    assertThat(cover.isDue(gap, stt)).isFalse();
  }

  @Test
  void nothingIsSaidOverTheCaller() {
    Outage stt = stageIsLeft("stt");
    nowMs += 3_000;
    cover.heard(gap, frame(2_000));
    assertThat(cover.isDue(gap, stt)).isFalse();
    nowMs += 1_500;
    cover.heard(gap, frame(60));
    nowMs += 500;
    assertThat(cover.isDue(gap, stt)).as("a noise on the line is no speech").isTrue();
  }

  @Test
  void whoWantsNothingToBeSaidSetsTheWaitToZero() {
    stageIsLeft("stt");
    assertThat(cover.outage()).isNotNull();
    assertThat(cover(Duration.ZERO).outage()).isNull();
  }

  @Test
  void theGatewayHasWordsOfItsOwn() {
    byte[] words = Words.from(Settings.of(Map.of())).ulaw();
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
      assertThatThrownBy(() -> Words.from(settings))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("COVER_AUDIO");
    }
  }

  private GapCover cover(Duration after) {
    return new GapCover(new Words(new byte[800], after), () -> outage, () -> nowMs * MS);
  }

  private Outage stageIsLeft(String stage) {
    var left = new Outage(List.of(stage), nowMs * MS);
    outage = left;
    return left;
  }

  private static byte[] frame(int amplitude) {
    var frame = new byte[160];
    Arrays.fill(frame, MuLaw.encode((short) amplitude));
    return frame;
  }
}
