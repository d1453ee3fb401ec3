// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.vad.turn.TurnJudge;
import java.time.InstantSource;

/** Has the caller's turn judged whenever an utterance has ended, and tells what came of it. */
final class Turns {
  private final TurnJudge judge;
  private final SpeechOutput output;
  private final InstantSource clock;

  /**
   * @param output told on the judge's thread
   */
  Turns(TurnJudge judge, SpeechOutput output, InstantSource clock) {
    this.judge = judge;
    this.output = output;
    this.clock = clock;
  }

  /**
   * @param turn the caller's turn so far, in µ-law
   */
  void ended(SpeechEnded end, byte[] turn, ReturnAddress returnAddress) {
    judge.judge(turn, probability -> output.publish(judged(end, probability), returnAddress));
  }

  private TurnJudged judged(SpeechEnded end, double probability) {
    return new TurnJudged(
        end.callSid(), end.streamSid(), end.startMs(), end.endMs(), probability, clock.millis());
  }
}
