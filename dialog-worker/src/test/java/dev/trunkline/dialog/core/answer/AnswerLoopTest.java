// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.answer.AnswerAction.EndAnswer;
import dev.trunkline.dialog.core.answer.AnswerAction.ReleaseRecord;
import dev.trunkline.dialog.core.answer.AnswerAction.ReportFailedAnswer;
import dev.trunkline.dialog.core.answer.AnswerAction.ReportFirstToken;
import dev.trunkline.dialog.core.answer.AnswerAction.RequestModel;
import dev.trunkline.dialog.core.answer.AnswerAction.RetryModel;
import dev.trunkline.dialog.core.answer.AnswerAction.StartFillerTimer;
import dev.trunkline.dialog.core.answer.AnswerAction.WriteReply;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnswerLoopTest {
  private static final ChatFailure UNAVAILABLE =
      new ChatFailure(FailureCategory.UNAVAILABLE, "connection reset");

  private static final RequestModel REQUEST =
      new RequestModel(new ChatPrompt(List.of(new Message(Role.USER, "Hello?")), List.of(), true));

  private final AnswerLoop loop =
      new AnswerLoop(
          new TurnRequested("CA1", 1, List.of(new Message(Role.USER, "Hello?")), 0, 0),
          TextNormalizer.forLanguage(null),
          null,
          new AnswerLoop.Limits(2, new Filler("One moment.", 2_500)));

  private long nowMs = 1_000;

  @BeforeEach
  void start() {
    assertThat(on(new AnswerInput.Started(List.of(), List.of())))
        .containsExactly(new StartFillerTimer(2_500), REQUEST);
  }

  @Test
  void writesSegmentsAsTheyComplete() {
    assertThat(on(new AnswerInput.TokenReceived("Yes. We")))
        .hasSize(2)
        .contains(segment(0, "Yes. "));
    nowMs = 1_200;
    assertThat(on(new AnswerInput.TokenReceived(" are."))).isEmpty();
    assertThat(on(new AnswerInput.ResponseCompleted()))
        .containsExactly(
            segment(1, "We are."),
            new WriteReply(new ReplyEnded("CA1", 1, 2, null, 1_200)),
            new EndAnswer(null),
            new ReleaseRecord());
  }

  @Test
  void reportsTheFirstTokenOnce() {
    assertThat(on(new AnswerInput.TokenReceived("a"))).containsExactly(new ReportFirstToken());
    assertThat(on(new AnswerInput.TokenReceived("b"))).isEmpty();
  }

  @Test
  void retriesTwiceBeforeTheFirstToken() {
    assertThat(on(new AnswerInput.ModelFailed(UNAVAILABLE)))
        .containsExactly(new RetryModel(1, UNAVAILABLE));
    assertThat(on(new AnswerInput.RetryDue())).containsExactly(REQUEST);
    assertThat(on(new AnswerInput.ModelFailed(UNAVAILABLE)))
        .containsExactly(new RetryModel(2, UNAVAILABLE));
    assertThat(on(new AnswerInput.RetryDue())).containsExactly(REQUEST);
    assertThat(on(new AnswerInput.ModelFailed(UNAVAILABLE)))
        .containsExactly(
            new ReportFailedAnswer(UNAVAILABLE),
            new WriteReply(new ReplyEnded("CA1", 1, 0, FailureCategory.UNAVAILABLE, nowMs)),
            new EndAnswer(FailureCategory.UNAVAILABLE),
            new ReleaseRecord());
  }

  @Test
  void doesNotRetryAfterTheFirstToken() {
    on(new AnswerInput.TokenReceived("It is"));
    assertThat(on(new AnswerInput.ModelFailed(UNAVAILABLE)))
        .contains(new ReportFailedAnswer(UNAVAILABLE), segment(0, "It is"))
        .doesNotContain(new RetryModel(1, UNAVAILABLE));
  }

  @Test
  void speaksFillerOnlyBeforeTheFirstSegment() {
    assertThat(on(new AnswerInput.FillerDue()))
        .containsExactly(new WriteReply(new SegmentWritten("CA1", 1, 0, "One moment. ", 0, nowMs)));
    assertThat(on(new AnswerInput.FillerDue())).isEmpty();
  }

  @Test
  void ignoresEverythingAfterCancellation() {
    assertThat(on(new AnswerInput.Cancelled()))
        .containsExactly(new AnswerAction.AbortModel(), new ReleaseRecord());
    assertThat(on(new AnswerInput.TokenReceived("Yes. "))).isEmpty();
    assertThat(on(new AnswerInput.ResponseCompleted())).isEmpty();
    assertThat(on(new AnswerInput.ModelFailed(UNAVAILABLE))).isEmpty();
    assertThat(on(new AnswerInput.FillerDue())).isEmpty();
    assertThat(on(new AnswerInput.RetryDue())).isEmpty();
    assertThat(on(new AnswerInput.Revoked())).as("released once").isEmpty();
  }

  @Test
  @DisplayName("Words without a full stop or comma are spoken after 1.5 seconds")
  void wordsWithoutMarksAreSpokenAfterAWhile() {
    loop.on(new AnswerInput.TokenReceived("Rooms "), nowMs);
    nowMs = 2_000;
    assertThat(loop.on(new AnswerInput.TokenReceived("with "), nowMs)).isEmpty();
    assertThat(loop.on(new AnswerInput.PendingDue(), nowMs)).isEmpty();
    nowMs = 2_500;
    assertThat(loop.on(new AnswerInput.TokenReceived("vie"), nowMs)).isEmpty();
    assertThat(loop.on(new AnswerInput.PendingDue(), nowMs))
        .containsExactly(segment(0, "Rooms with "), new AnswerAction.StartPendingTimer(1_500));
    nowMs = 4_000;
    assertThat(loop.on(new AnswerInput.TokenReceived("ws and more "), nowMs)).isEmpty();
    assertThat(loop.on(new AnswerInput.PendingDue(), nowMs))
        .containsExactly(segment(1, "views and more "));
  }

  @Test
  @DisplayName("Half a sentence at the token limit is not spoken")
  void halfASentenceAtTheTokenLimitIsDropped() {
    on(new AnswerInput.TokenReceived("It is ten dollars. And the deli"));
    assertThat(on(new AnswerInput.ResponseTruncated()))
        .containsExactly(
            new AnswerAction.ReportTruncatedResponse(),
            new WriteReply(new ReplyEnded("CA1", 1, 1, null, nowMs)),
            new EndAnswer(null),
            new ReleaseRecord());
  }

  @Test
  void wholeSentenceAtTheTokenLimitIsSpoken() {
    on(new AnswerInput.TokenReceived("It is ten."));
    assertThat(on(new AnswerInput.ResponseTruncated())).contains(segment(0, "It is ten."));
  }

  @Test
  @DisplayName("A sentence whose beginning is spoken is completed, once")
  void sentenceThatWasBegunIsCompleted() {
    on(new AnswerInput.TokenReceived("Well, the thing is that"));
    assertThat(on(new AnswerInput.ResponseTruncated()))
        .anyMatch(RequestModel.class::isInstance)
        .noneMatch(EndAnswer.class::isInstance);
    on(new AnswerInput.TokenReceived("it costs"));
    assertThat(on(new AnswerInput.ResponseTruncated())).contains(new EndAnswer(null));
  }

  private List<AnswerAction> on(AnswerInput input) {
    return loop.on(input, nowMs).stream()
        .filter(action -> !(action instanceof AnswerAction.StartPendingTimer))
        .toList();
  }

  private WriteReply segment(int number, String text) {
    return new WriteReply(new SegmentWritten("CA1", 1, number, text, 1_000, nowMs));
  }
}
