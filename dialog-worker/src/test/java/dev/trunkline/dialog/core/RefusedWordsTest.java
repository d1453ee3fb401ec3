// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Words that the model's provider refuses to answer. */
class RefusedWordsTest extends DialogRig {
  private long mediaMs = 2_000;
  private TurnRequested lastRequest = new TurnRequested(CALL, 0, List.of(), 0, 0);

  @Test
  @DisplayName("The caller is asked to say it differently, and later requests lack the words")
  void refusedWordsAreLeftOutOfLaterRequests() {
    greeted();
    int turn = says("Something refused.");
    assertThat(spoken(on(refused(turn)))).isEqualTo(settings.sayOtherwise());
    heardWhole(turn + 1);
    says("What does it cost?");
    assertThat(lastRequest.messages())
        .extracting(Message::text)
        .noneMatch(text -> text.contains("refused"))
        .endsWith("What does it cost?");
  }

  @Test
  @DisplayName("Refusals are no outage: the call goes on after any number of them")
  void refusalsDoNotEndTheCall() {
    greeted();
    for (int i = 0; i < 6; i++) {
      int turn = says("Something refused, number " + i + ".");
      List<Event> events = on(refused(turn));
      assertThat(events).noneMatch(HangUp.class::isInstance);
      assertThat(spoken(events)).isEqualTo(settings.sayOtherwise());
      heardWhole(turn + 1);
    }
  }

  @Test
  @DisplayName("If what came before is refused as well, later requests begin anew")
  void secondRefusalInARowClearsTheHistory() {
    greeted();
    int first = says("My story.");
    on(new SegmentWritten(CALL, first, 0, "I see.", 1, now));
    on(new ReplyEnded(CALL, first, 1, null, now));
    heardWhole(first);
    for (int i = 0; i < 2; i++) {
      int turn = says("Something refused.");
      on(refused(turn));
      heardWhole(turn + 1);
    }
    says("What does it cost?");
    assertThat(lastRequest.messages())
        .extracting(Message::role)
        .containsExactly(Role.SYSTEM, Role.ASSISTANT, Role.USER);
  }

  private int says(String words) {
    mediaMs += 3_000;
    on(started(mediaMs));
    on(ended(mediaMs, mediaMs + 1_000));
    lastRequest = requested(on(words(mediaMs, mediaMs + 1_000, words)));
    return lastRequest.turn();
  }

  private void heardWhole(int turn) {
    on(new PlaybackStarted(CALL, STREAM, turn, mediaMs + 1_500, now, now));
    on(new PlaybackFinished(CALL, STREAM, turn, mediaMs + 2_500, now));
  }

  private ReplyEnded refused(int turn) {
    return new ReplyEnded(CALL, turn, 0, FailureCategory.INVALID_REQUEST, null, true, now);
  }

  private static String spoken(List<Event> events) {
    return events.stream()
        .filter(SegmentWritten.class::isInstance)
        .map(event -> ((SegmentWritten) event).text())
        .findFirst()
        .orElse("");
  }
}
