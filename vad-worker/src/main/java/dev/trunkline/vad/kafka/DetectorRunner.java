// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.vad.core.DetectorAction;
import dev.trunkline.vad.core.DetectorInput;
import dev.trunkline.vad.provider.silero.BatchInference;
import dev.trunkline.vad.provider.silero.SileroStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Performs what the detectors of the streams decide: appends audio, scores waiting windows of many
 * streams in batches, passes the probabilities back, and publishes events. Not thread-safe.
 */
public final class DetectorRunner {
  /** How a stream continues after a frame. */
  enum Outcome {
    CONTINUES,
    /** The frame is too long to be appended before complete windows are scored. */
    NEEDS_SCORES,
    /** The frame belongs to a new detector. */
    RESTARTS,
    ENDS
  }

  private static final DetectorInput SCORING_DONE = new DetectorInput.ScoringDone();

  private final BatchInference inference;
  private final SpeechPublisher publisher;
  private final @Nullable TurnJudgements judgements;
  private final UnfinishedWork unfinished;
  private final DetectionMetrics metrics;
  private final InstantSource clock;

  /** Sessions with windows to score, each once. */
  private final Deque<StreamSession> waiting = new ArrayDeque<>();

  private final List<StreamSession> batch = new ArrayList<>();
  private final List<SileroStream> batchInputs = new ArrayList<>();

  /**
   * @param judgements null if turns are not judged
   */
  public DetectorRunner(
      BatchInference inference,
      SpeechPublisher publisher,
      @Nullable TurnJudgements judgements,
      UnfinishedWork unfinished,
      DetectionMetrics metrics,
      InstantSource clock) {
    this.inference = inference;
    this.publisher = publisher;
    this.judgements = judgements;
    this.unfinished = unfinished;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The model's handle of a new stream, whose next sample is at {@code position}. */
  SileroStream openModelInput(long position) {
    return inference.open(position);
  }

  /** Handles a frame. Its windows wait until {@link #scoreWaiting}. */
  Outcome read(StreamSession session, DetectorInput.FrameRead frame) {
    Outcome outcome = perform(session, session.detector.on(frame, clock.millis()));
    while (outcome == Outcome.NEEDS_SCORES) {
      scoreWaiting();
      outcome = perform(session, session.detector.on(SCORING_DONE, clock.millis()));
    }
    return outcome;
  }

  /** Scores all complete windows, so that events keep the order of the audio, and ends speech. */
  void stop(StreamSession session) {
    scoreWaiting();
    perform(session, session.detector.on(new DetectorInput.StreamStopped(), clock.millis()));
  }

  /** Scores all complete windows, in each batch the next one of as many streams as fit. */
  void scoreWaiting() {
    while (!waiting.isEmpty()) {
      try {
        scoreBatch();
      } finally {
        batch.clear();
        batchInputs.clear();
      }
    }
  }

  private void scoreBatch() {
    while (batch.size() < inference.maxBatch() && !waiting.isEmpty()) {
      StreamSession session = waiting.remove();
      batch.add(session);
      batchInputs.add(session.modelInput);
    }
    float[] probabilities = score();
    long nowMs = clock.millis();
    for (int i = 0; i < probabilities.length; i++) {
      scored(batch.get(i), probabilities[i], nowMs);
    }
  }

  private float[] score() {
    try {
      return inference.score(batchInputs);
    } catch (RuntimeException e) {
      waiting.addAll(batch); // The windows are still there.
      throw e;
    }
  }

  private void scored(StreamSession session, float probability, long nowMs) {
    session.windowsToScore--;
    if (session.windowsToScore > 0) {
      waiting.add(session);
    }
    perform(session, session.detector.on(new DetectorInput.WindowScored(probability), nowMs));
  }

  private Outcome perform(StreamSession session, List<DetectorAction> actions) {
    var outcome = Outcome.CONTINUES;
    for (DetectorAction action : actions) {
      switch (action) {
        case DetectorAction.AppendSilence silence ->
            inference.appendSilence(session.modelInput, silence.samples());
        case DetectorAction.AppendAudio audio ->
            inference.append(session.modelInput, audio.ulaw(), audio.from(), audio.count());
        case DetectorAction.ScoreWindows windows -> request(session, windows.count());
        case DetectorAction.ScoreNow _ -> outcome = Outcome.NEEDS_SCORES;
        case DetectorAction.Publish publish -> {
          publisher.publish(publish.event(), publish.to());
          metrics.published(publish.event());
        }
        case DetectorAction.JudgeTurn turn -> judge(turn);
        case DetectorAction.Hold hold ->
            unfinished.hold(session.partition, session.callSid, hold.offset());
        case DetectorAction.Restart _ -> outcome = Outcome.RESTARTS;
        case DetectorAction.EndStream _ -> outcome = Outcome.ENDS;
        case DetectorAction.Report report -> metrics.count(report);
      }
    }
    return outcome;
  }

  private void request(StreamSession session, int windows) {
    if (session.windowsToScore == 0) {
      waiting.add(session);
    }
    session.windowsToScore += windows;
  }

  private void judge(DetectorAction.JudgeTurn turn) {
    if (judgements != null) {
      judgements.request(turn);
    }
  }
}
