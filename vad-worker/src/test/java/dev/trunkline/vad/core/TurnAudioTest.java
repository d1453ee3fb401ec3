// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Positions are samples; a second has 8,000. */
class TurnAudioTest {
  private static final int SECOND = 8_000;
  private static final int LEAD_IN = 4_000;
  private static final byte[] LINE = line(40 * SECOND);

  @Test
  void turnStartsHalfASecondBeforeItsSpeech() {
    TurnAudio audio = audioUpTo(10 * SECOND);
    assertThat(audio.utteranceEnded(3 * SECOND, 5 * SECOND))
        .isEqualTo(part(3 * SECOND - LEAD_IN, 5 * SECOND));
  }

  @Test
  void turnSpansPausesUntilTheAssistantIsHeard() {
    TurnAudio audio = audioUpTo(5 * SECOND);
    audio.utteranceEnded(3 * SECOND, 4 * SECOND);
    append(audio, 5 * SECOND, 7 * SECOND);
    assertThat(audio.utteranceEnded(5 * SECOND, 6 * SECOND))
        .isEqualTo(part(3 * SECOND - LEAD_IN, 6 * SECOND));
    audio.assistantHeardUntil(8 * SECOND);
    append(audio, 7 * SECOND, 10 * SECOND);
    assertThat(audio.utteranceEnded(9 * SECOND, 10 * SECOND))
        .isEqualTo(part(9 * SECOND - LEAD_IN, 10 * SECOND));
  }

  @Test
  void interruptionStartsATurn() {
    TurnAudio audio = audioUpTo(10 * SECOND);
    audio.utteranceEnded(SECOND, 2 * SECOND);
    audio.assistantHeardUntil(4 * SECOND + 800);
    audio.utteranceEnded(4 * SECOND, 6 * SECOND);
    assertThat(audio.utteranceEnded(8 * SECOND, 9 * SECOND))
        .isEqualTo(part(4 * SECOND - LEAD_IN, 9 * SECOND));
  }

  @Test
  void onlyTheLastEightSecondsOfATurnAreKept() {
    TurnAudio audio = audioUpTo(30 * SECOND);
    assertThat(audio.utteranceEnded(2 * SECOND, 30 * SECOND - 100))
        .isEqualTo(part(22 * SECOND - 100, 30 * SECOND - 100));
  }

  @Test
  void turnDoesNotStartBeforeItsStream() {
    var audio = new TurnAudio(20 * SECOND);
    append(audio, 20 * SECOND, 22 * SECOND);
    assertThat(audio.utteranceEnded(20 * SECOND + 100, 21 * SECOND))
        .isEqualTo(part(20 * SECOND, 21 * SECOND));
  }

  @Test
  void gapIsSilence() {
    TurnAudio audio = audioUpTo(3 * SECOND);
    audio.appendSilence(SECOND);
    append(audio, 4 * SECOND, 5 * SECOND);
    byte[] expected = part(2 * SECOND - LEAD_IN, 5 * SECOND);
    Arrays.fill(expected, SECOND + LEAD_IN, 2 * SECOND + LEAD_IN, MuLaw.SILENCE);
    assertThat(audio.utteranceEnded(2 * SECOND, 5 * SECOND)).isEqualTo(expected);
  }

  @Test
  void sizeOfAppendedPiecesDoesNotMatter() {
    var whole = new TurnAudio(0);
    whole.append(LINE, 0, LINE.length);
    assertThat(whole.utteranceEnded(35 * SECOND, 40 * SECOND))
        .isEqualTo(audioUpTo(40 * SECOND).utteranceEnded(35 * SECOND, 40 * SECOND));
  }

  private static TurnAudio audioUpTo(int upTo) {
    var audio = new TurnAudio(0);
    append(audio, 0, upTo);
    return audio;
  }

  private static void append(TurnAudio audio, int from, int to) {
    for (int at = from; at < to; at += 160) {
      audio.append(LINE, at, Math.min(160, to - at));
    }
  }

  private static byte[] part(int from, int to) {
    return Arrays.copyOfRange(LINE, from, to);
  }

  private static byte[] line(int length) {
    byte[] line = new byte[length];
    new Random(5).nextBytes(line);
    return line;
  }
}
