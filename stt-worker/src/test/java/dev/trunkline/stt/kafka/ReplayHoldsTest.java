// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.stt.core.StreamId;
import dev.trunkline.stt.core.TranscriptionAction.HoldOffsets;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayHoldsTest {
  private static final long END = 9_999;
  private static final long NONE = HoldOffsets.NONE;

  private final TopicPartition audio = new TopicPartition("audio.inbound", 3);
  private final TopicPartition speech = new TopicPartition("speech", 3);
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private final ReplayHolds holds = new ReplayHolds(unfinished, new StreamId("CA1", "MZ1"), 3);
  private final ReplayHolds neighbour = new ReplayHolds(unfinished, new StreamId("CA2", "MZ2"), 3);

  @Test
  void openUtteranceHoldsItsAudioAndSpeechEvents() {
    holds.audioRead(120);
    holds.update(100, 5);
    assertThat(unfinished.committable(audio, END)).isEqualTo(100);
    assertThat(unfinished.committable(speech, END)).isEqualTo(5);
  }

  @Test
  @DisplayName("speech events are held after their final while another stream holds their audio")
  void speechEventsAreHeldWhileANeighbourHoldsTheirAudio() {
    neighbour.update(90, NONE);
    holds.audioRead(120);
    holds.update(100, 5);
    holds.update(NONE, NONE);
    holds.settle();
    // A successor reads from 90 on, so it needs the speech events of that audio.
    assertThat(unfinished.committable(audio, END)).isEqualTo(90);
    assertThat(unfinished.committable(speech, END)).isEqualTo(5);
    neighbour.update(121, NONE);
    holds.settle();
    assertThat(unfinished.committable(speech, END)).isEqualTo(END);
  }

  @Test
  void nextUtteranceIsHeldOnceTheLastIsReleased() {
    holds.audioRead(120);
    holds.update(100, 5);
    holds.update(121, 7);
    assertThat(unfinished.committable(speech, END)).isEqualTo(5);
    holds.settle();
    assertThat(unfinished.committable(speech, END)).isEqualTo(7);
  }

  @Test
  void finishedStreamHoldsNothing() {
    holds.audioRead(120);
    holds.update(100, 5);
    holds.update(110, NONE);
    holds.release();
    assertThat(unfinished.size()).isZero();
  }
}
