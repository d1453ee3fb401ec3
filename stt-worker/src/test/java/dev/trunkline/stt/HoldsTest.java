// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.kafka.UnfinishedWork;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final long END = 9_999;

  private final TopicPartition audio = new TopicPartition("audio.inbound", 3);
  private final TopicPartition speech = new TopicPartition("speech", 3);
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private final Holds holds = new Holds(unfinished, new Stream("CA1", "MZ1"), 3);
  private final Holds neighbour = new Holds(unfinished, new Stream("CA2", "MZ2"), 3);

  @Test
  void anOpenUtteranceHoldsItsAudioAndItsEvents() {
    holds.read(120);
    holds.update(OptionalLong.of(100), OptionalLong.of(5));
    assertThat(unfinished.committable(audio, END)).isEqualTo(100);
    assertThat(unfinished.committable(speech, END)).isEqualTo(5);
  }

  @Test
  void wordsPublishedAlreadyAreToldApartAfterATakeOverThatANeighbourCauses() {
    neighbour.update(OptionalLong.of(90), OptionalLong.empty());
    holds.read(120);
    holds.update(OptionalLong.of(100), OptionalLong.of(5));
    holds.update(OptionalLong.empty(), OptionalLong.empty());
    holds.settle();
    // A successor reads from 90 on, so it must learn which of that audio was an utterance.
    assertThat(unfinished.committable(audio, END)).isEqualTo(90);
    assertThat(unfinished.committable(speech, END)).isEqualTo(5);
    neighbour.update(OptionalLong.of(121), OptionalLong.empty());
    holds.settle();
    assertThat(unfinished.committable(speech, END)).isEqualTo(END);
  }

  @Test
  void theNextUtteranceIsHeldOnceTheLastNeedNotBeToldAgain() {
    holds.read(120);
    holds.update(OptionalLong.of(100), OptionalLong.of(5));
    holds.update(OptionalLong.of(121), OptionalLong.of(7));
    assertThat(unfinished.committable(speech, END)).isEqualTo(5);
    holds.settle();
    assertThat(unfinished.committable(speech, END)).isEqualTo(7);
  }

  @Test
  void aStreamThatIsFinishedHoldsNothing() {
    holds.read(120);
    holds.update(OptionalLong.of(100), OptionalLong.of(5));
    holds.update(OptionalLong.of(110), OptionalLong.empty());
    holds.release();
    assertThat(unfinished.size()).isZero();
  }
}
