// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.vad.core.DetectorAction;
import dev.trunkline.vad.provider.turn.TurnJudge;
import java.time.InstantSource;

/** Has the caller's turn judged after an utterance, and publishes the judgement. */
public final class TurnJudgements {
  private final TurnJudge judge;
  private final SpeechPublisher publisher;
  private final InstantSource clock;

  /**
   * @param publisher called on the judge's thread
   */
  public TurnJudgements(TurnJudge judge, SpeechPublisher publisher, InstantSource clock) {
    this.judge = judge;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Queues the turn. Publishes nothing if the queue is full or the model fails. */
  void request(DetectorAction.JudgeTurn turn) {
    judge.judge(
        turn.ulaw(), probability -> publisher.publish(judged(turn.end(), probability), turn.to()));
  }

  private TurnJudged judged(SpeechEnded end, double probability) {
    return new TurnJudged(
        end.callSid(), end.streamSid(), end.startMs(), end.endMs(), probability, clock.millis());
  }
}
