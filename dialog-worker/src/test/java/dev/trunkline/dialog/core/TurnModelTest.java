// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.TurnEvent.TurnConfirmed;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verdict of the turn model changes. */
class TurnModelTest {
  private VirtualCall call = new VirtualCall().greeted();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          When do you open?            | 0.5  | 300
          When do you open?            | 0.49 | 1500
          When do you open?            |      | 300
          when do you open             | 0.5  | 300
          when do you open             | 0.49 | 1500
          when do you open             |      | 600
          My number is                 | 0.99 | 1500
          My number is five five five  | 0.99 | 2500
          My number is five five five  | 0.01 | 2500
          """)
  void verdictCountsUnlessWordsAreUnfinished(String text, Double probability, long waitMs) {
    var rules = EndOfTurn.from(Settings.of(Map.of()));
    assertThat(rules.waitMs(text, "", probability)).isEqualTo(waitMs);
  }

  @Test
  void thresholdOfTheTurnModelIsConfigurable() {
    var rules = EndOfTurn.from(Settings.of(Map.of("turnModelThreshold", "0.8")));
    assertThat(rules.waitMs("Friday", "", 0.79)).isEqualTo(1_500);
    assertThat(rules.waitMs("Friday", "", 0.8)).isEqualTo(300);
  }

  @Test
  void completeVerdictShortensTheWait() {
    fallsSilent();
    call.judged(0.9);
    assertThat(call.words("when do you open")).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void lateCompleteVerdictEndsTheWait() {
    fallsSilent();
    assertThat(call.words("when do you open")).isEmpty();
    assertThat(call.judged(0.9)).anyMatch(TurnRequested.class::isInstance);
    assertThat(call.waitMs(5_000)).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void incompleteVerdictExtendsTheWait() {
    fallsSilent();
    call.judged(0.1);
    assertThat(call.words("I would like to book a table.")).isEmpty();
    assertThat(call.waitMs(1_149)).isEmpty();
    assertThat(call.waitMs(1)).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void continuedSentenceIsAnsweredOnceAsAWhole() {
    fallsSilent();
    call.judged(0.1);
    call.words("I would like to book a table.");
    call.speaks();
    call.waitMs(1_000);
    call.silent();
    call.judged(0.9);
    call.words("For two.");
    assertThat(requests()).hasSize(1);
    assertThat(requests().getFirst().messages().getLast().text())
        .isEqualTo("I would like to book a table. For two.");
  }

  @Test
  void verdictAfterTheRequestChangesNothing() {
    fallsSilent();
    call.words("When do you open?");
    assertThat(requests()).hasSize(1);
    assertThat(call.judged(0.1)).isEmpty();
    assertThat(call.judged(0.9)).isEmpty();
    call.waitMs(1_000);
    call.writes(1, "At nine.");
    call.plays(1);
    assertThat(call.judged(0.9)).isEmpty();
    call.heardWhole(1);
    assertThat(call.judged(0.9)).isEmpty();
    assertThat(requests()).hasSize(1);
  }

  @Test
  void verdictOfAnEarlierUtteranceIsIgnored() {
    fallsSilent();
    long earlier = call.conversation().speech().endedMs();
    call.judged(0.9);
    call.speaks();
    call.waitMs(1_000);
    call.silent();
    call.on(new TurnJudged(VirtualCall.CALL, VirtualCall.STREAM, 0, earlier, 0.9, call.now));
    assertThat(call.words("when do you open")).isEmpty();
    assertThat(call.waitMs(250)).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void verdictOfAnotherStreamIsIgnored() {
    fallsSilent();
    long endMs = call.conversation().speech().endedMs();
    call.on(new TurnJudged(VirtualCall.CALL, "MZ0", 0, endMs, 0.9, call.now));
    assertThat(call.words("when do you open")).isEmpty();
  }

  @Test
  void verdictAloneRequestsNoAnswer() {
    fallsSilent();
    assertThat(call.judged(0.9)).isEmpty();
    assertThat(call.waitMs(2_000)).noneMatch(TurnRequested.class::isInstance);
  }

  @Test
  void completeVerdictConfirmsASpeculation() {
    fallsSilent();
    call.partial("when do you open");
    assertThat(call.words("when do you open")).isEmpty();
    assertThat(call.judged(0.9)).contains(new TurnConfirmed(VirtualCall.CALL, 1, call.now));
    assertThat(requests()).hasSize(1);
  }

  @Test
  void incompleteVerdictDelaysTheConfirmation() {
    fallsSilent();
    call.partial("when do you open?");
    call.judged(0.1);
    assertThat(call.words("When do you open?")).isEmpty();
    assertThat(call.waitMs(1_150)).contains(new TurnConfirmed(VirtualCall.CALL, 1, call.now));
    assertThat(requests()).hasSize(1);
  }

  @Test
  void verdictIsIgnoredWithoutVad() {
    call = new VirtualCall(Map.of("VAD_ENABLED", "false")).greeted();
    call.partial("when");
    assertThat(call.on(new TurnJudged(VirtualCall.CALL, VirtualCall.STREAM, 0, 10, 0.9, 1)))
        .isEmpty();
  }

  private void fallsSilent() {
    call.speaks();
    call.waitMs(1_000);
    call.silent();
  }

  private List<TurnRequested> requests() {
    List<Event> said = call.events;
    return said.stream()
        .filter(TurnRequested.class::isInstance)
        .map(TurnRequested.class::cast)
        .toList();
  }
}
