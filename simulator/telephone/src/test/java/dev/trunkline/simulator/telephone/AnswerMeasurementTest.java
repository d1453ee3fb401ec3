// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerMeasurementTest {
  @Test
  void theAnswerIsWhatBeginsAfterTheLastWordAndBeforeTheNext() {
    List<CallOutcome.Utterance> measured =
        AnswerMeasurement.utterances(
            List.of(spoken("a", 8_000, 16_000), spoken("b", 40_000, 48_000)),
            List.of(stretch(0, 4_000), stretch(20_000, 30_000), stretch(31_000, 38_000)));

    assertThat(measured.get(0).latencyMs()).hasValue(500);
    assertThat(measured.get(0).spokenFromMs()).isEqualTo(1_000);
    assertThat(measured.get(1).answered()).isFalse();
    assertThat(measured.get(1).latencyMs()).isEmpty();
  }

  @Test
  void whatTheAssistantWasSayingAnywayIsNoAnswer() {
    List<CallOutcome.Utterance> measured =
        AnswerMeasurement.utterances(
            List.of(spoken("a", 8_000, 16_000)), List.of(stretch(4_000, 24_000)));

    assertThat(measured.getFirst().answered()).isFalse();
    assertThat(measured.getFirst().overlapped()).isTrue();
  }

  private static AnswerMeasurement.Spoken spoken(String text, long from, long to) {
    return new AnswerMeasurement.Spoken(text, stretch(from, to));
  }

  private static SoundStretch stretch(long from, long to) {
    return new SoundStretch(from, to);
  }
}
