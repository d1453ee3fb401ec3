// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.gateway.outage.OutageAnnouncer.Announcement;
import dev.trunkline.runtime.assistant.Assistants;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When callers hear the outage announcement, and its recording. */
class OutageAnnouncerTest {
  private static final long MS = 1_000_000;

  private long nowMs = 50_000;
  private @Nullable StageOutage outage;
  private final OutageAnnouncer announcer = announcer(Duration.ofSeconds(2));
  private final CallSilence silence = announcer.newSilence();

  @Test
  @DisplayName(
      "during an outage a silent caller hears the announcement after 2 s and then every 10 s")
  void announcementComesAfterTwoSecondsAndRepeats() {
    StageOutage stt = outageOf("stt");
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
  void nextOutageIsAnnouncedHoweverSoonItComes() {
    StageOutage stt = outageOf("stt");
    nowMs += 2_000;
    assertThat(announcer.isDue(silence, stt)).isTrue();
    announcer.onAnnounced(silence);
    nowMs += 3_000;

    StageOutage tts = outageOf("tts");
    nowMs += 500;
    assertThat(announcer.isDue(silence, tts)).isTrue();
  }

  @Test
  void callerSpeakingAtTheStartOfTheOutageIsHeardFirst() {
    nowMs += 60_000;
    StageOutage stt = outageOf("stt");
    assertThat(announcer.isDue(silence, stt)).isFalse();
    nowMs += 500;
    announcer.onCallerAudio(silence, frame(2_000));
    assertThat(announcer.isDue(silence, stt)).isFalse();
  }

  @Test
  void announcementWaitsWhileTheCallerSpeaks() {
    StageOutage stt = outageOf("stt");
    nowMs += 3_000;
    announcer.onCallerAudio(silence, frame(2_000));
    assertThat(announcer.isDue(silence, stt)).isFalse();
    nowMs += 1_500;
    announcer.onCallerAudio(silence, frame(60));
    nowMs += 500;
    assertThat(announcer.isDue(silence, stt)).as("line noise is not speech").isTrue();
  }

  @Test
  void zeroDelayDisablesAnnouncements() {
    outageOf("stt");
    assertThat(announcer.outage()).isNotNull();
    assertThat(announcer(Duration.ZERO).outage()).isNull();
  }

  @Test
  void defaultAnnouncementIsAudible() {
    byte[] audio = Announcement.from(Assistants.checked(Settings.of(Map.of()))).ulaw();
    assertThat(audio.length / MuLaw.PER_MS).isBetween(800, 2_000);
    int loudest = 0;
    for (byte code : audio) {
      loudest = Math.max(loudest, Math.abs(MuLaw.decode(code)));
    }
    assertThat(loudest).as("loudest sample").isGreaterThan(5_000);
  }

  @Test
  void invalidRecordingIsAnInvalidSetting(@TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("words.wav"), "One moment, please.");
    for (Path wrong : List.of(text, directory.resolve("missing.wav"))) {
      Path file =
          Files.writeString(
              directory.resolve("assistants.yaml"), "outage: {audio: %s}".formatted(wrong));
      Assistants assistants =
          Assistants.checked(Settings.of(Map.of("ASSISTANTS_FILE", file.toString())));
      assertThatThrownBy(() -> Announcement.from(assistants))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("assistants.yaml:1:17: audio names a file");
    }
  }

  private OutageAnnouncer announcer(Duration after) {
    return new OutageAnnouncer(
        new Announcement(new byte[800], after), () -> outage, () -> nowMs * MS);
  }

  private StageOutage outageOf(String stage) {
    var now = new StageOutage(List.of(stage), nowMs * MS);
    outage = now;
    return now;
  }

  private static byte[] frame(int amplitude) {
    var frame = new byte[160];
    Arrays.fill(frame, MuLaw.encode((short) amplitude));
    return frame;
  }
}
