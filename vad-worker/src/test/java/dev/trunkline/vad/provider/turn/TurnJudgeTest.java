// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.vad.sound.Sound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnJudgeTest {
  private static final byte[] NO_AUDIO = new byte[0];
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Double> probabilities = new CopyOnWriteArrayList<>();

  @Test
  void turnIsJudgedOnItsOwnThread() {
    var threads = new CopyOnWriteArrayList<String>();
    var judge = new TurnJudge(TurnModel.open(TinyModel.sigmoidOfMean()), meters);
    judge.judge(
        NO_AUDIO,
        probability -> {
          probabilities.add(probability);
          threads.add(Thread.currentThread().getName());
        });
    judge.close();
    assertThat(probabilities)
        .singleElement()
        .satisfies(p -> assertThat(p).isCloseTo(0.1824, within(1e-4)));
    assertThat(threads).containsExactly("turn-judge");
    assertThat(count("incomplete")).isEqualTo(1);
    assertThat(meters.get("trunkline.vad.turn.inference").timer().count()).isEqualTo(1);
  }

  @Test
  void turnIsDroppedWhenTheQueueIsFull() throws InterruptedException {
    var judge = new TurnJudge(TurnModel.open(TinyModel.sigmoidOfMean()), meters);
    var begun = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    judge.judge(
        NO_AUDIO,
        _ -> {
          begun.countDown();
          await(released);
        });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < TurnJudge.MAX_QUEUED + 3; i++) {
      judge.judge(NO_AUDIO, probabilities::add);
    }
    released.countDown();
    judge.close();
    assertThat(probabilities).hasSize(TurnJudge.MAX_QUEUED);
    assertThat(count("busy")).isEqualTo(3);
  }

  @Test
  void modelFailureSkipsOnlyItsTurn() {
    var judge = new TurnJudge(TurnModel.open(TinyModel.highest()), meters);
    judge.judge(Sound.white(8_000, 0.1), probabilities::add);
    judge.judge(NO_AUDIO, probabilities::add);
    judge.close();
    assertThat(probabilities).containsExactly(0.0);
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void closedJudgeDropsTurns() {
    var judge = new TurnJudge(TurnModel.open(TinyModel.sigmoidOfMean()), meters);
    judge.close();
    judge.judge(NO_AUDIO, probabilities::add);
    assertThat(probabilities).isEmpty();
    assertThat(count("busy")).isEqualTo(1);
  }

  private double count(String outcome) {
    return meters.get("trunkline.vad.turns").tag("outcome", outcome).counter().count();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
