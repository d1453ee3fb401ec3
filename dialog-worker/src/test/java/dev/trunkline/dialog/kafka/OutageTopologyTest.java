// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.topic.Topics;
import java.time.Duration;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What callers must not notice of a broker outage or of a stalled process. */
class OutageTopologyTest extends TopologyRig {
  @Test
  @DisplayName("A process that was stalled writes nothing of calls that others have taken over")
  void stalledProcessWritesNothing() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    replies.readRecordsToList();
    nanos += MILLISECONDS.toNanos(6_000);

    assertThatThrownBy(() -> send(Topics.CALLS, new CallStarted("CA2", "MZ2", "+1", "+2", 2)))
        .isInstanceOf(TaskMigratedException.class);

    assertThat(replies.isEmpty()).isTrue();
  }

  @Test
  void noSilencePromptBecauseOfABrokerOutage() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    greeted();
    replies.readRecordsToList();
    pass(9);
    contact = false;
    pass(60);
    contact = true;
    pass(9);
    assertThat(replies.readRecordsToList()).isEmpty();
    pass(2);
    assertThat(replies.readRecordsToList()).as("silence prompt").isNotEmpty();
  }

  @Test
  void noSilencePromptAfterABlockedThread() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    greeted();
    replies.readRecordsToList();
    pass(9);
    driver.advanceWallClockTime(Duration.ofSeconds(60));
    pass(9);
    assertThat(replies.readRecordsToList()).isEmpty();
    pass(2);
    assertThat(replies.readRecordsToList()).as("silence prompt").isNotEmpty();
  }

  @Test
  void noGivenUpAnswerBecauseOfABrokerOutage() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    greeted();
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 1_000, 1));
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_300, 1));
    send(Topics.TRANSCRIPTS, new FinalTranscript("CA1", "MZ1", 1_000, 2_000, "Hi.", 1, 1));
    pass(2);
    assertThat(turns.readRecordsToList()).as("answer requested").isNotEmpty();
    replies.readRecordsToList();
    contact = false;
    pass(60);
    contact = true;
    pass(14);
    assertThat(turns.readRecordsToList()).isEmpty();
    pass(2);
    assertThat(replies.readRecordsToList()).as("given up, with an apology").isNotEmpty();
  }

  @Test
  void resumeWaitStartsAfterABrokerOutage() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.CALLS, new StreamLost("CA1", "MZ1", "gone", 1));
    TestOutputTopic<String, byte[]> calls = output(Topics.CALLS.name());
    pass(1);
    contact = false;
    pass(60);
    contact = true;
    pass(9);
    assertThat(calls.readRecordsToList()).isEmpty();
    pass(2);
    assertThat(calls.readRecordsToList()).as("call ended").isNotEmpty();
  }

  private void greeted() {
    send(Topics.PLAYBACK, new PlaybackStarted("CA1", "MZ1", 0, 20, 1, 1));
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 0, 900, 1));
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }
}
