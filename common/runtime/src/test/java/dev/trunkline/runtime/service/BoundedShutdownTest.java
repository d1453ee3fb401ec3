// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedShutdownTest {
  @Test
  void waitsForAStepThatEnds() {
    var ended = new AtomicBoolean();
    BoundedShutdown.run("test", Duration.ofMinutes(1), () -> ended.set(true));
    assertThat(ended).isTrue();
  }

  @Test
  @Timeout(60)
  void continuesWithoutAStepThatHangs() {
    var never = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    BoundedShutdown.run(
        "test",
        Duration.ofMillis(10),
        () -> {
          try {
            never.await();
            ended.set(true);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(ended).isFalse();
    never.countDown();
  }
}
