// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.turn;

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
  private static final byte[] NOTHING = new byte[0];
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Double> told = new CopyOnWriteArrayList<>();

  @Test
  void aTurnIsJudgedOnAThreadOfItsOwn() {
    var threads = new CopyOnWriteArrayList<String>();
    var judge = new TurnJudge(TurnModel.open(TinyModel.sigmoidOfMean()), meters);
    judge.judge(
        NOTHING,
        probability -> {
          told.add(probability);
          threads.add(Thread.currentThread().getName());
        });
    judge.close();
    assertThat(told).singleElement().satisfies(p -> assertThat(p).isCloseTo(0.1824, within(1e-4)));
    assertThat(threads).containsExactly("turn-judge");
    assertThat(count("incomplete")).isEqualTo(1);
    assertThat(meters.get("trunkline.vad.turn.inference").timer().count()).isEqualTo(1);
  }

  @Test
  void whenTooManyWaitNothingIsTold() throws InterruptedException {
    var judge = new TurnJudge(TurnModel.open(TinyModel.sigmoidOfMean()), meters);
    var begun = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    judge.judge(
        NOTHING,
        _ -> {
          begun.countDown();
          await(released);
        });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < TurnJudge.WAITING + 3; i++) {
      judge.judge(NOTHING, told::add);
    }
    released.countDown();
    judge.close();
    assertThat(told).hasSize(TurnJudge.WAITING);
    assertThat(count("busy")).isEqualTo(3);
  }

  @Test
  void whenTheModelFailsNothingIsToldAndTheNextTurnIsJudged() {
    var judge = new TurnJudge(TurnModel.open(TinyModel.highest()), meters);
    judge.judge(Sound.white(8_000, 0.1), told::add);
    judge.judge(NOTHING, told::add);
    judge.close();
    assertThat(told).containsExactly(0.0);
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void aJudgeThatIsClosedTellsNothingMore() {
    var judge = new TurnJudge(TurnModel.open(TinyModel.sigmoidOfMean()), meters);
    judge.close();
    judge.judge(NOTHING, told::add);
    assertThat(told).isEmpty();
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
