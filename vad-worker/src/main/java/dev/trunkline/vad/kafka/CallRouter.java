// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.vad.core.DetectorInput.FrameRead;
import dev.trunkline.vad.core.StreamDetector;
import dev.trunkline.vad.core.StreamDetectorRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Routes frames to the session of their call's stream. A call has a session from its first frame
 * until its stream's end mark, until another stream of the call replaces it (later frames of the
 * old stream are dropped), or until it is closed or dropped. Not thread-safe.
 */
public final class CallRouter {
  private final StreamDetectorRules rules;
  private final DetectorRunner runner;
  private final DetectionMetrics metrics;
  private final UnfinishedWork unfinished;
  private final Map<String, StreamSession> sessions = new HashMap<>();

  public CallRouter(
      StreamDetectorRules rules,
      DetectorRunner runner,
      DetectionMetrics metrics,
      UnfinishedWork unfinished) {
    this.rules = rules;
    this.runner = runner;
    this.metrics = metrics;
    this.unfinished = unfinished;
  }

  /**
   * Gives a frame to its session. Its windows wait until {@link #scoreWaiting}.
   *
   * @param nanos when it was read, by {@link System#nanoTime}
   */
  void route(FrameRead read, TopicPartition partition, long nanos) {
    InboundAudio frame = read.frame();
    StreamSession session = sessions.get(frame.callSid());
    if (session != null && frame.streamSid().equals(session.formerStreamSid)) {
      metrics.staleFrame();
      return;
    }
    boolean firstFrame = frame.sequence() == 0;
    if (session == null) {
      session = open(read, partition, null, firstFrame);
    } else if (!session.streamSid.equals(frame.streamSid())) {
      runner.stop(session);
      session = open(read, partition, session.streamSid, firstFrame);
    }
    read(session, read, nanos);
  }

  /** Scores all complete windows. */
  void scoreWaiting() {
    runner.scoreWaiting();
  }

  /** Closes the sessions that match: ends their speech and releases their offsets. */
  void close(Predicate<StreamSession> which) {
    matching(which).forEach(this::close);
  }

  /** Drops the sessions that match: another worker continues their calls. */
  void drop(Predicate<StreamSession> which) {
    matching(which).forEach(session -> sessions.remove(session.callSid));
  }

  int size() {
    return sessions.size();
  }

  private void read(StreamSession session, FrameRead read, long nanos) {
    session.lastFrameNanos = nanos;
    switch (runner.read(session, read)) {
      case CONTINUES, NEEDS_SCORES -> {}
      case RESTARTS -> {
        runner.stop(session);
        read(open(read, session.partition, session.formerStreamSid, true), read, nanos);
      }
      case ENDS -> close(session);
    }
  }

  private void close(StreamSession session) {
    runner.stop(session);
    sessions.remove(session.callSid);
    unfinished.release(session.partition, session.callSid);
  }

  private List<StreamSession> matching(Predicate<StreamSession> which) {
    return sessions.values().stream().filter(which).toList();
  }

  private StreamSession open(
      FrameRead first, TopicPartition partition, @Nullable String formerStream, boolean isFirst) {
    InboundAudio frame = first.frame();
    var session =
        new StreamSession(
            partition,
            frame.callSid(),
            frame.streamSid(),
            formerStream,
            new StreamDetector(first, rules, isFirst),
            runner.openModelInput(frame.mediaMs() * MuLaw.PER_MS));
    sessions.put(session.callSid, session);
    return session;
  }
}
