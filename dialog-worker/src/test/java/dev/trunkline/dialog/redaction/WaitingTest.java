// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final TopicPartition PLACE = new TopicPartition("transcripts", 0);

  private final Waiting waiting = new Waiting(new Redactor(EnumSet.allOf(Kind.class)));
  private final List<String> written = new ArrayList<>();
  private long offset = 10;
  private long nowMs;

  @Test
  void whatHasNoNumberAtItsEndGoesOnAtOnce() {
    caller("A", 1_000, "What time do you open?");
    assistant("A", "At nine.");
    assertThat(written).containsExactly("A: What time do you open?", "A> At nine.");
    assertThat(waiting.restart(PLACE, offset)).isEqualTo(offset);
  }

  @Test
  void halfANumberWaitsForTheOtherHalfAndSoDoesWhatIsHeardMeanwhile() {
    caller("A", 1_000, "My card is four two four two four two four two");
    assistant("A", "Go on.");
    caller("B", 1_000, "Hello.");
    assertThat(written).containsExactly("B: Hello.");
    assertThat(waiting.restart(PLACE, offset)).isEqualTo(10);

    caller("A", 2_000, "four two four two four two four two, that is it");
    assertThat(written)
        .containsExactly(
            "B: Hello.",
            "A: My card is [card number]",
            "A> Go on.",
            "A: [card number], that is it");
    assertThat(waiting.size()).isZero();
    assertThat(waiting.restart(PLACE, offset)).isEqualTo(offset);
  }

  @Test
  void fourBreathsOfFourDigitsAreOneNumber() {
    for (int i = 1; i <= 4; i++) {
      caller("A", i * 1_000L, "four two four two");
    }
    caller("A", 5_000, "Thanks.");
    assertThat(written)
        .containsExactly(
            "A: [card number]",
            "A: [card number]",
            "A: [card number]",
            "A: [card number]",
            "A: Thanks.");
  }

  @Test
  void whoSaysNoMoreIsNotWaitedForLong() {
    caller("A", 1_000, "order number four two seven");
    nowMs = Waiting.LONGEST.toMillis() - 1;
    write(waiting.overdue(nowMs));
    assertThat(written).isEmpty();
    nowMs++;
    write(waiting.overdue(nowMs));
    assertThat(written).containsExactly("A: order number four two seven");
  }

  @Test
  void aNumberIsNeverReadAgainFromItsMiddle() {
    caller("A", 1_000, "four two four two four two four two"); // 10
    caller("B", 1_000, "order four two seven"); // 11
    caller("A", 2_000, "four two four two four two four two thanks"); // 12
    assertThat(written).hasSize(2);
    assertThat(waiting.restart(PLACE, offset))
        .as("B is read from 11 on, where A would be cut in two")
        .isEqualTo(10);
    caller("B", 2_000, "Hello?"); // 13
    assertThat(waiting.restart(PLACE, offset)).isEqualTo(14);
  }

  @Test
  void aRepeatOfTheFirstHalfIsNotTakenForAnotherNumber() {
    caller("A", 1_000, "four two four two four two four two");
    caller("A", 1_000, "four two four two four two four two");
    caller("A", 2_000, "four two four two four two four two thanks");
    caller("A", 1_000, "four two four two four two four two");
    assertThat(written).containsExactly("A: [card number]", "A: [card number] thanks");
    assertThat(waiting.size()).isZero();
  }

  @Test
  void aCallThatWasResumedBeginsAnotherStream() {
    take(new FinalTranscript("A", "MZ1", 0, 5_000, "Hello.", 1, 1));
    take(new FinalTranscript("A", "MZ2", 0, 1_000, "Hello again.", 1, 1));
    assertThat(written).containsExactly("A: Hello.", "A: Hello again.");
  }

  @Test
  void partialTranscriptsAreNotPassedOn() {
    take(new PartialTranscript("A", "MZ1", 0, "four two", 1));
    assertThat(written).isEmpty();
    assertThat(waiting.size()).isZero();
  }

  @Test
  void whoCountsForEverIsWrittenNow() {
    for (int i = 1; i <= 100; i++) {
      caller("A", i * 1_000L, "one");
    }
    assertThat(written).hasSize(96);
  }

  @Test
  void aPartitionThatIsGoneIsForgotten() {
    caller("A", 1_000, "four two four two");
    waiting.forget(PLACE);
    assertThat(waiting.size()).isZero();
    assertThat(waiting.restart(PLACE, offset)).isEqualTo(offset);
    caller("A", 1_000, "Hello.");
    assertThat(written).as("what is read again is no repeat").containsExactly("A: Hello.");
  }

  private void caller(String call, long endMs, String text) {
    take(new FinalTranscript(call, "MZ1", endMs - 500, endMs, text, 1, 1));
  }

  private void assistant(String call, String text) {
    take(new AssistantHeard(call, 1, text, false, 1));
  }

  private void take(TranscriptEvent event) {
    var message =
        new ConsumerRecord<String, byte[]>(
            "transcripts", 0, offset++, event.callSid(), new byte[0]);
    write(waiting.take(new Said(message, event), nowMs));
  }

  private void write(List<Said> all) {
    for (Said said : all) {
      written.add(
          switch (said.event()) {
            case FinalTranscript f -> f.callSid() + ": " + f.text();
            case AssistantHeard a -> a.callSid() + "> " + a.text();
            default -> throw new AssertionError(said.event());
          });
    }
  }
}
