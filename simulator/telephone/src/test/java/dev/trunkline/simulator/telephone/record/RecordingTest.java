// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final RecordSettings SETTINGS =
      RecordSettings.from(Settings.of(Map.of("SIM_TELEPHONE_RECORD_MAX_MS", "10000")));

  @TempDir Path directory;

  @Test
  void bothSidesLieOnOneAxisInTheFile() throws IOException {
    var recording = new Recording(SETTINGS);
    recording.caller(0, tone(160), 160);
    recording.assistant(8_100, tone(80), 20, 60);
    Path file = directory.resolve("call.wav");
    recording.writeWav(file);

    ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(wav.limit()).isEqualTo(44 + 8_160 * 4);
    assertThat(wav.getInt(4)).isEqualTo(wav.limit() - 8);
    assertThat(wav.getShort(22)).isEqualTo((short) 2);
    assertThat(wav.getInt(24)).isEqualTo(8_000);
    assertThat(wav.getInt(40)).isEqualTo(8_160 * 4);
    short loud = MuLaw.decode(tone(1)[0]);
    assertThat(wav.getShort(44)).isEqualTo(loud);
    assertThat(wav.getShort(44 + 4 * 160)).isZero();
    assertThat(wav.getShort(44 + 4 * 8_099 + 2)).isZero();
    assertThat(wav.getShort(44 + 4 * 8_100 + 2)).isEqualTo(loud);
    assertThat(wav.getShort(44 + 4 * 8_159 + 2)).isEqualTo(loud);
  }

  @Test
  void stretchesHaveTheirEdgesToTheSample() {
    var recording = new Recording(SETTINGS);
    recording.assistant(1_003, tone(400), 0, 400);
    recording.assistant(1_403 + 2_000, tone(403), 0, 403);
    recording.assistant(50_000, tone(400), 0, 400);
    recording.advance(60_000);

    assertThat(recording.assistantStretches())
        .containsExactly(new SoundStretch(1_003, 3_806), new SoundStretch(50_000, 50_400));
    assertThat(recording.callerStretches()).isEmpty();
  }

  @Test
  void silenceAndSingleClicksAreNotSound() {
    var recording = new Recording(SETTINGS);
    var line = new byte[160];
    java.util.Arrays.fill(line, (byte) 0x7E);
    line[80] = MuLaw.encode((short) 500);
    recording.caller(0, line, 160);
    recording.advance(1_000);

    assertThat(recording.callerStretches()).isEmpty();
  }

  @Test
  void theAudiblePartOfAClipLeavesOutItsSilentEnds() {
    var clip = new byte[4_000];
    java.util.Arrays.fill(clip, MuLaw.SILENCE);
    System.arraycopy(tone(1_000), 0, clip, 1_234, 1_000);

    assertThat(AudibleStretchDetector.span(clip, 200)).isEqualTo(new SoundStretch(1_234, 2_234));
  }

  @Test
  void soundBeyondTheLimitIsNotKept() {
    var recording = new Recording(SETTINGS);
    recording.caller(79_900, tone(160), 160);
    recording.caller(200_000, tone(160), 160);

    assertThat(recording.callerPcm()).hasSize(80_000);
    assertThat(recording.callerPcm()[79_999]).isNotZero();
  }

  /** Loud at every sample. */
  private static byte[] tone(int length) {
    var tone = new byte[length];
    java.util.Arrays.fill(tone, MuLaw.encode((short) 4_000));
    return tone;
  }
}
