// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnfinishedWorkTest {
  private final TopicPartition partition = new TopicPartition("audio.inbound", 3);
  private final UnfinishedWork work = new UnfinishedWork();

  @Test
  void withoutUnfinishedWorkEverythingReadIsCommitted() {
    assertThat(work.committable(partition, 40)).isEqualTo(40);
  }

  @Test
  void theOldestUnfinishedWorkHoldsTheOffset() {
    work.hold(partition, "CA1", 12);
    work.hold(partition, "CA2", 10);
    assertThat(work.committable(partition, 40)).isEqualTo(10);
    work.release(partition, "CA2");
    assertThat(work.committable(partition, 40)).isEqualTo(12);
    work.release(partition, "CA1");
    assertThat(work.committable(partition, 40)).isEqualTo(40);
  }

  @Test
  void aHoldAdvancesWithItsCall() {
    work.hold(partition, "CA1", 12);
    work.hold(partition, "CA1", 20);
    assertThat(work.committable(partition, 40)).isEqualTo(20);
    assertThat(work.size()).isEqualTo(1);
  }

  @Test
  void twoPiecesOfWorkMayHoldTheSameRecord() {
    work.hold(partition, "CA1/1", 12);
    work.hold(partition, "CA1/2", 12);
    work.release(partition, "CA1/1");
    assertThat(work.committable(partition, 40)).isEqualTo(12);
  }

  @Test
  void partitionsAreIndependent() {
    work.hold(new TopicPartition("audio.inbound", 4), "CA1", 1);
    assertThat(work.committable(partition, 40)).isEqualTo(40);
  }

  @Test
  void aRevokedPartitionHasNoHolds() {
    work.hold(partition, "CA1", 12);
    work.forget(partition);
    assertThat(work.committable(partition, 40)).isEqualTo(40);
    work.release(partition, "CA1");
    assertThat(work.size()).isZero();
  }
}
