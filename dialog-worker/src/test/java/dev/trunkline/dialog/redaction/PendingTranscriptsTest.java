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

class PendingTranscriptsTest {
  private static final TopicPartition PARTITION = new TopicPartition("transcripts", 0);

  private final PendingTranscripts pending =
      new PendingTranscripts(new TextRedactor(EnumSet.allOf(PiiKind.class)));
  private final List<String> written = new ArrayList<>();
  private long offset = 10;
  private long nowMs;

  @Test
  void copiesATranscriptWithoutTrailingDigitsImmediately() {
    caller("A", 1_000, "What time do you open?");
    assistant("A", "At nine.");
    assertThat(written).containsExactly("A: What time do you open?", "A> At nine.");
    assertThat(pending.restartOffset(PARTITION, offset)).isEqualTo(offset);
  }

  @Test
  void holdsBackHalfANumberAndWhatIsHeardMeanwhile() {
    caller("A", 1_000, "My card is four two four two four two four two");
    assistant("A", "Go on.");
    caller("B", 1_000, "Hello.");
    assertThat(written).containsExactly("B: Hello.");
    assertThat(pending.restartOffset(PARTITION, offset)).isEqualTo(10);

    caller("A", 2_000, "four two four two four two four two, that is it");
    assertThat(written)
        .containsExactly(
            "B: Hello.",
            "A: My card is [card number]",
            "A> Go on.",
            "A: [card number], that is it");
    assertThat(pending.size()).isZero();
    assertThat(pending.restartOffset(PARTITION, offset)).isEqualTo(offset);
  }

  @Test
  void joinsANumberSpokenInFourTranscripts() {
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
  void copiesAnUnfinishedNumberAfterTheMaximumWait() {
    caller("A", 1_000, "order number four two seven");
    nowMs = PendingTranscripts.MAX_WAIT.toMillis() - 1;
    write(pending.expire(nowMs));
    assertThat(written).isEmpty();
    nowMs++;
    write(pending.expire(nowMs));
    assertThat(written).containsExactly("A: order number four two seven");
  }

  @Test
  void neverRestartsInTheMiddleOfANumber() {
    caller("A", 1_000, "four two four two four two four two"); // 10
    caller("B", 1_000, "order four two seven"); // 11
    caller("A", 2_000, "four two four two four two four two thanks"); // 12
    assertThat(written).hasSize(2);
    assertThat(pending.restartOffset(PARTITION, offset))
        .as("B must be read again from 11 on, which would split A's number")
        .isEqualTo(10);
    caller("B", 2_000, "Hello?"); // 13
    assertThat(pending.restartOffset(PARTITION, offset)).isEqualTo(14);
  }

  @Test
  void ignoresARepeatedFirstHalf() {
    caller("A", 1_000, "four two four two four two four two");
    caller("A", 1_000, "four two four two four two four two");
    caller("A", 2_000, "four two four two four two four two thanks");
    caller("A", 1_000, "four two four two four two four two");
    assertThat(written).containsExactly("A: [card number]", "A: [card number] thanks");
    assertThat(pending.size()).isZero();
  }

  @Test
  void aResumedCallStartsANewStream() {
    take(new FinalTranscript("A", "MZ1", 0, 5_000, "Hello.", 1, 1));
    take(new FinalTranscript("A", "MZ2", 0, 1_000, "Hello again.", 1, 1));
    assertThat(written).containsExactly("A: Hello.", "A: Hello again.");
  }

  @Test
  void ignoresPartialTranscripts() {
    take(new PartialTranscript("A", "MZ1", 0, "four two", 1));
    assertThat(written).isEmpty();
    assertThat(pending.size()).isZero();
  }

  @Test
  void copiesEndlessCountingInParts() {
    for (int i = 1; i <= 100; i++) {
      caller("A", i * 1_000L, "one");
    }
    assertThat(written).hasSize(96);
  }

  @Test
  void discardsARevokedPartition() {
    caller("A", 1_000, "four two four two");
    pending.forget(PARTITION);
    assertThat(pending.size()).isZero();
    assertThat(pending.restartOffset(PARTITION, offset)).isEqualTo(offset);
    caller("A", 1_000, "Hello.");
    assertThat(written).as("a reassigned partition has no repeats").containsExactly("A: Hello.");
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
    write(pending.accept(new TranscriptRecord(message, event), nowMs));
  }

  private void write(List<TranscriptRecord> records) {
    for (TranscriptRecord each : records) {
      written.add(
          switch (each.event()) {
            case FinalTranscript f -> f.callSid() + ": " + f.text();
            case AssistantHeard a -> a.callSid() + "> " + a.text();
            default -> throw new AssertionError(each.event());
          });
    }
  }
}
