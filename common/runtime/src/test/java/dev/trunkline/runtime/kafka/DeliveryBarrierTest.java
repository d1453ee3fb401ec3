// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryBarrierTest {

  @Test
  void isSettledWhenAllItsRecordsAreComplete() {
    var barrier = new DeliveryBarrier(null);
    assertThat(barrier.isSettled()).as("without records").isTrue();
    barrier.add();
    barrier.add();
    barrier.complete();
    assertThat(barrier.isSettled()).isFalse();
    barrier.complete();
    assertThat(barrier.isSettled()).isTrue();
  }

  @Test
  void waitsForEarlierRecordsButNotForLaterOnes() {
    var first = new DeliveryBarrier(null);
    first.add();
    var second = new DeliveryBarrier(first);
    second.add();
    var third = new DeliveryBarrier(second);
    third.add();
    second.complete();
    assertThat(second.isSettled()).as("the first is pending").isFalse();
    first.complete();
    assertThat(second.isSettled()).as("only the third is pending").isTrue();
    assertThat(third.isSettled()).isFalse();
  }

  @Test
  void waitEndsWithTheLastRecordOrTheTimeout() throws Exception {
    var first = new DeliveryBarrier(null);
    first.add();
    var second = new DeliveryBarrier(first);
    assertThat(second.await(Duration.ofMillis(1))).isFalse();
    Thread.ofVirtual().start(first::complete);
    assertThat(second.await(Duration.ofMinutes(1))).isTrue();
  }
}
