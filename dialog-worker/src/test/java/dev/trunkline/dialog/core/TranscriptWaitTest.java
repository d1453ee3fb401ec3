// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static dev.trunkline.dialog.core.VirtualCall.CALL;
import static dev.trunkline.dialog.core.VirtualCall.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What callers hear while their words are not transcribed, as in an outage of the recogniser. */
class TranscriptWaitTest {
  private static final String COVER = "One moment, please.";

  private VirtualCall call = new VirtualCall().greeted();

  @Test
  void callerHearsWordsWhileRecognitionIsDown() {
    speaks();
    assertThat(texts(call.waitMs(1_790))).as("before 2 s of silence").isEmpty();
    assertThat(texts(call.waitMs(20))).containsExactly(COVER);
  }

  @Test
  void coverIsSaidOnceForAnUtterance() {
    speaks();
    call.waitMs(2_000);
    hearsLast();
    assertThat(texts(call.waitMs(8_000))).isEmpty();
  }

  @Test
  void callerWhoAsksAgainHearsWordsAgain() {
    speaks();
    call.waitMs(2_000);
    hearsLast();
    speaks();
    assertThat(texts(call.waitMs(2_000))).containsExactly(COVER);
  }

  @Test
  void answerFollowsAsSoonAsTheWordsAreKnown() {
    speaks();
    call.waitMs(2_000);
    hearsLast();
    List<Event> answered = call.wordsNow("When do you open?");
    assertThat(VirtualCall.lastRequest(answered).messages().getLast().text())
        .isEqualTo("When do you open?");
  }

  @Test
  @DisplayName("Words that arrive during the cover are answered without waiting for its end")
  void coverDoesNotDelayTheAnswer() {
    speaks();
    call.waitMs(2_000);
    int cover = lastTurn();
    call.plays(cover);
    call.waitMs(300);
    call.wordsNow("When do you open?");
    assertThat(call.heardPart(cover, 0, "One moment,")).anyMatch(TurnRequested.class::isInstance);
  }

  @Test
  void callerInMidSentenceIsNotSpokenTo() {
    speaks();
    call.waitMs(1_000);
    call.speaks();
    assertThat(texts(call.waitMs(4_000))).isEmpty();
  }

  @Test
  void guessedAnswerGivesWayToTheCover() {
    call.speaks();
    call.waitMs(800);
    call.partial("When do you open?");
    call.silent();
    call.partial("When do you open?");
    assertThat(call.conversation().turns().current()).isNotNull();
    assertThat(texts(call.waitMs(2_000))).containsExactly(COVER);
  }

  @Test
  @DisplayName("A cough over the answer that is not transcribed counts from the answer's end")
  void coverWaitsForTheEndOfAnAnswer() {
    call = new VirtualCall().answering();
    call.speaks();
    call.waitMs(300);
    call.silent();
    assertThat(texts(call.waitMs(4_000))).as("while the answer plays").isEmpty();
    call.heardWhole(1);
    assertThat(texts(call.waitMs(1_700))).isEmpty();
    assertThat(texts(call.waitMs(300))).containsExactly(COVER);
  }

  @Test
  void lostWordsAreAskedForAgainAfterTheCover() {
    speaks();
    call.waitMs(2_000);
    hearsLast();
    call.waitMs(7_000);
    long endMs = call.conversation().speech().endedMs();
    assertThat(
            texts(
                call.on(
                    new TranscriptionFailed(
                        CALL, STREAM, 0, endMs, FailureCategory.TIMED_OUT, false, "late", 1))))
        .containsExactly(call.settings.sayAgain());
  }

  @Test
  void coverCanBeSwitchedOff() {
    call = new VirtualCall(Map.of("coverAfterMs", "0")).greeted();
    speaks();
    assertThat(texts(call.waitMs(9_000))).isEmpty();
  }

  @Test
  void coverIsSaidInTheAssistantsWords() {
    call = new VirtualCall(Map.of("filler", "Einen Moment bitte.")).greeted();
    speaks();
    assertThat(texts(call.waitMs(2_000))).containsExactly("Einen Moment bitte.");
  }

  private void speaks() {
    call.waitMs(200);
    call.speaks();
    call.waitMs(1_000);
    call.silent();
  }

  private void hearsLast() {
    call.plays(lastTurn());
    call.waitMs(900);
    call.heardWhole(lastTurn());
  }

  private int lastTurn() {
    return call.conversation().turns().nextTurn() - 1;
  }

  private static List<String> texts(List<Event> events) {
    return events.stream()
        .filter(SegmentWritten.class::isInstance)
        .map(event -> ((SegmentWritten) event).text())
        .toList();
  }
}
