// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndOfTurnTest {
  private final EndOfTurn rules = EndOfTurn.from(Settings.of(Map.of()));
  private final VirtualCall call = new VirtualCall();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          When do you open?                        | COMPLETE
          Where are you from?                      | COMPLETE
          I want to book a table.                  | COMPLETE
          No thank you, that is all, goodbye.      | COMPLETE
          See you at five.                         | COMPLETE
          It was in 1985.                          | COMPLETE
          when do you open                         | UNKNOWN
          Friday                                   | UNKNOWN
          My number is                             | UNFINISHED
          My number is.                            | UNFINISHED
          I want to change it because              | UNFINISHED
          Well, um.                                | UNFINISHED
          I would like a table and.                | UNFINISHED
          So what I mean is...                     | UNFINISHED
          On Friday,                               | UNFINISHED
          My number is five five five.             | UNFINISHED
          It is 0171 22.                           | UNFINISHED
          My name is J O H N.                      | UNFINISHED
          My number is five five five              | SPELLING
          555 123                                  | SPELLING
          Five five five, one two three, four five six seven. | UNKNOWN
          """)
  void wordsTellWhetherASentenceIsComplete(String text, EndOfTurn.Completeness thought) {
    assertThat(rules.judge(text, "")).isEqualTo(thought);
  }

  @Test
  void hardStopLimitsEveryWait() {
    var patient = EndOfTurn.from(Settings.of(Map.of("endOfTurnSpellingMs", "9000")));
    assertThat(patient.waitMs("five five five", "", null)).isEqualTo(3_000);
  }

  @Test
  void completeSentenceIsAnsweredOnItsTranscript() {
    call.greeted();
    call.speaks();
    call.waitMs(1_000);
    call.silent();
    assertThat(call.words("When do you open?")).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void earlyTranscriptIsAnsweredAfterTheWait() {
    call.greeted();
    call.speaks();
    call.waitMs(1_000);
    call.silent();
    assertThat(call.wordsNow("When do you open?")).isEmpty();
    assertThat(call.waitMs(99)).isEmpty();
    assertThat(call.waitMs(1)).anyMatch(TurnRequested.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(longs = {5_000, 3_600_000, -5_000, -3_600_000})
  void clockSkewOfVadDoesNotShiftAnswers(long aheadMs) {
    call.greeted();
    call.detectorAheadMs = aheadMs;
    call.speaks();
    call.waitMs(1_000);
    call.silent();
    assertThat(call.wordsNow("When do you open?")).isEmpty();
    assertThat(call.waitMs(49)).isEmpty();
    assertThat(call.waitMs(51)).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void unfinishedSentenceIsAnsweredOnceAsAWhole() {
    call.greeted();
    call.says("My number is");
    assertThat(call.waitMs(1_000)).isEmpty();
    call.says("five five five");
    assertThat(call.waitMs(1_900)).isEmpty();
    call.says("one two three four.");
    List<Event> after = call.waitMs(2_500);
    assertThat(after).filteredOn(TurnRequested.class::isInstance).hasSize(1);
    assertThat(call.events).filteredOn(TurnRequested.class::isInstance).hasSize(1);
    assertThat(VirtualCall.lastRequest(call.events).messages())
        .last()
        .isEqualTo(new Message(Role.USER, "My number is five five five one two three four."));
  }

  @Test
  void unfinishedSentenceIsAnsweredInTheEnd() {
    call.greeted();
    call.says("I would like to");
    assertThat(call.waitMs(1_149)).isEmpty();
    assertThat(call.waitMs(1)).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void noEndOfTurnWaitWithoutVad() {
    var other = new VirtualCall(Map.of("VAD_ENABLED", "false")).greeted();
    other.partial("My number");
    var words =
        new FinalTranscript(
            VirtualCall.CALL, VirtualCall.STREAM, 0, 2_000, "My number is", other.now, other.now);
    assertThat(other.on(words)).anyMatch(TurnRequested.class::isInstance);
  }
}
