// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryBarrierTest {

  @Test
  void itIsSettledWhenAllOfItsRecordsHaveLeft() {
    var checkpoint = new DeliveryBarrier(null);
    assertThat(checkpoint.isSettled()).as("of nothing").isTrue();
    checkpoint.entered();
    checkpoint.entered();
    checkpoint.left();
    assertThat(checkpoint.isSettled()).isFalse();
    checkpoint.left();
    assertThat(checkpoint.isSettled()).isTrue();
  }

  @Test
  void itWaitsForTheRecordsBeforeItButNotForThoseAfterIt() {
    var first = new DeliveryBarrier(null);
    first.entered();
    var second = new DeliveryBarrier(first);
    second.entered();
    var third = new DeliveryBarrier(second);
    third.entered();
    second.left();
    assertThat(second.isSettled()).as("the first is open").isFalse();
    first.left();
    assertThat(second.isSettled()).as("only the third is open").isTrue();
    assertThat(third.isSettled()).isFalse();
  }

  @Test
  void aWaitEndsWithTheLastRecordOrInVain() throws Exception {
    var first = new DeliveryBarrier(null);
    first.entered();
    var second = new DeliveryBarrier(first);
    assertThat(second.await(Duration.ofMillis(1))).isFalse();
    Thread.ofVirtual().start(first::left);
    assertThat(second.await(Duration.ofMinutes(1))).isTrue();
  }
}
