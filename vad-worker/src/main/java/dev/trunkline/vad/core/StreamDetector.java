// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.vad.core.DetectorInput.FrameRead;
import dev.trunkline.vad.core.DetectorInput.ScoringDone;
import dev.trunkline.vad.core.DetectorInput.StreamStopped;
import dev.trunkline.vad.core.DetectorInput.WindowScored;
import dev.trunkline.vad.core.FrameOrder.Placement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one stream which frames count, which windows to score, where the caller speaks, and
 * from which offset a successor must read to decide the same. Does no I/O: {@link #on} takes an
 * input and returns the actions to perform. Not thread-safe.
 *
 * <p>Windows lie on a fixed grid of media time (multiples of {@link #WINDOW_SAMPLES}), wherever
 * reading started, so that every reader of the stream cuts it into the same windows. Positions are
 * samples since media time 0.
 *
 * <p><b>Hand-over.</b> While the caller is quiet the hold is one warm-up before now; from the first
 * window that may be speech until the end was published, it is one warm-up before that window. So a
 * successor reads every utterance whose end was not published from at least a warm-up before its
 * start, by when its model agrees with ours, and publishes it with the same start. Because other
 * calls of the partition hold offsets too, it may also start anywhere earlier, in the middle of an
 * utterance that was published long ago. An utterance that it finds to start within the <em>first
 * half of the warm-up</em> is such a one, because its hold would have made it read from earlier:
 * neither its start nor its end is published (an end is never published without the start). A later
 * one is published, perhaps for the second time; readers recognise it by its media time. The second
 * half of the warm-up is the tolerance between the two models' states. A stream read from its first
 * frame has no predecessor: everything is published.
 */
public final class StreamDetector {
  /** Samples of one window: 32 ms at 8 kHz. */
  public static final int WINDOW_SAMPLES = 256;

  /** How many appended samples may wait to be scored: 512 ms. */
  public static final int MAX_WAITING_SAMPLES = 16 * WINDOW_SAMPLES;

  private static final DetectorAction SCORE_ONE = new DetectorAction.ScoreWindows(1);
  private static final DetectorAction SCORE_NOW = new DetectorAction.ScoreNow();
  private static final DetectorAction REPEATED = new DetectorAction.FrameRepeated();

  private final String callSid;
  private final String streamSid;
  private final SpeechDetector detector;
  private final @Nullable TurnAudio turnAudio;
  private final WindowSounds sounds = new WindowSounds();
  private final CallerLevel callerLevel = new CallerLevel();
  private final SoundLevels levels;
  private final FrameOrder order;
  private final HandOverHold hold;
  private final long guardTail;
  private final long publishedFrom;
  private final List<DetectorAction> actions = new ArrayList<>();

  /** Where the next window to be scored starts. */
  private long nextWindow;

  /** Where the next appended sample belongs. */
  private long end;

  /** Complete windows whose score is not back. */
  private int scoresDue;

  private ReturnAddress returnAddress;
  private boolean startPublished;
  private long guardedUntil = Long.MIN_VALUE;

  /** The frame that is being appended; null between frames. */
  private @Nullable FrameRead frame;

  private int silenceLeft;
  private int appended;

  /**
   * @param first the first frame read
   * @param noPredecessor true if no other worker can have read what comes before it
   */
  public StreamDetector(FrameRead first, StreamDetectorRules rules, boolean noPredecessor) {
    InboundAudio audio = first.frame();
    long position = audio.mediaMs() * MuLaw.PER_MS;
    callSid = audio.callSid();
    streamSid = audio.streamSid();
    returnAddress = audio.returnAddress();
    end = position;
    nextWindow = Math.ceilDiv(position, WINDOW_SAMPLES) * WINDOW_SAMPLES;
    guardTail = rules.speech().guard().tailSamples();
    long warmup = (long) rules.warmupMs() * MuLaw.PER_MS;
    hold = new HandOverHold(warmup, first.offset());
    publishedFrom = noPredecessor ? Long.MIN_VALUE : position + warmup / 2;
    detector = new SpeechDetector(rules.speech());
    levels = new SoundLevels(position);
    order = new FrameOrder(audio.sequence() - 1, rules.gapFillMs());
    turnAudio = rules.judgesTurns() ? new TurnAudio(position) : null;
  }

  /**
   * The actions that follow from {@code input}. After {@link DetectorAction.ScoreNow} no frame may
   * come before {@link ScoringDone}; after {@code Restart}, {@code EndStream} and {@link
   * StreamStopped} none may come at all.
   *
   * @param nowMs wall-clock time of the events
   */
  public List<DetectorAction> on(DetectorInput input, long nowMs) {
    switch (input) {
      case FrameRead read -> onFrame(read);
      case WindowScored(float probability) -> onScore(probability, nowMs);
      case ScoringDone _ -> appendRest();
      case StreamStopped _ -> publish(detector.stop(), nowMs);
    }
    return drain();
  }

  private void onFrame(FrameRead read) {
    InboundAudio audio = read.frame();
    switch (order.place(audio.sequence(), audio.mediaMs() * MuLaw.PER_MS, end)) {
      case Placement.Repeated _ -> actions.add(REPEATED);
      case Placement.Next next -> {
        reportMissing(next.missingFrames());
        if (audio.isEndOfStream()) {
          actions.add(new DetectorAction.EndStream());
        } else {
          frame = read;
          silenceLeft = next.silence();
          appended = -1;
          appendFrame(read);
          reportHold();
        }
      }
      case Placement.Discontinuity discontinuity -> {
        reportMissing(discontinuity.missingFrames());
        actions.add(new DetectorAction.Restart());
      }
    }
  }

  private void reportMissing(long frames) {
    if (frames > 0) {
      actions.add(new DetectorAction.FramesMissing(frames));
    }
  }

  /** Appends as much of the frame, and of the silence before it, as may wait to be scored. */
  private void appendFrame(FrameRead read) {
    if (silenceLeft > 0) {
      int count = Math.min(silenceLeft, room());
      silenceLeft -= count;
      appendSilence(count);
    }
    if (silenceLeft == 0) {
      if (appended < 0) {
        appended = 0;
        acceptFrame(read);
      }
      appendAudio(read.frame());
      if (appended == read.frame().ulaw().length) {
        frame = null;
      }
    }
    scoreCompleteWindows();
    if (frame != null) {
      actions.add(SCORE_NOW);
    }
  }

  private void appendRest() {
    if (frame != null) {
      appendFrame(frame);
    }
  }

  private int room() {
    return MAX_WAITING_SAMPLES - (int) Math.max(0, end - nextWindow);
  }

  private void appendSilence(int count) {
    if (count > 0) {
      actions.add(new DetectorAction.AppendSilence(count));
      end += count;
      levels.addSilence(count);
      if (turnAudio != null) {
        turnAudio.appendSilence(count);
      }
    }
  }

  private void acceptFrame(FrameRead read) {
    InboundAudio audio = read.frame();
    returnAddress = audio.returnAddress();
    hold.frameStarts(end, read.offset());
    if (audio.overAssistant()) {
      long heardUntil = end + audio.ulaw().length;
      guardedUntil = heardUntil + guardTail;
      if (turnAudio != null) {
        turnAudio.assistantHeardUntil(heardUntil);
      }
    }
  }

  private void appendAudio(InboundAudio audio) {
    byte[] ulaw = audio.ulaw();
    int count = Math.min(ulaw.length - appended, room());
    if (count > 0) {
      actions.add(new DetectorAction.AppendAudio(ulaw, appended, count));
      int before = Math.clamp(nextWindow - end, 0, count);
      boolean isEcho = audio.echo() != InboundAudio.Echo.NONE;
      sounds.add(end + before, ulaw, appended + before, count - before, isEcho);
      end += count;
      levels.add(ulaw, appended, count);
      if (turnAudio != null) {
        turnAudio.append(ulaw, appended, count);
      }
      appended += count;
    }
  }

  private void scoreCompleteWindows() {
    int complete = (int) Math.max(0, (end - nextWindow) / WINDOW_SAMPLES);
    if (complete > scoresDue) {
      int more = complete - scoresDue;
      actions.add(more == 1 ? SCORE_ONE : new DetectorAction.ScoreWindows(more));
      scoresDue = complete;
    }
  }

  private void onScore(float probability, long nowMs) {
    long window = nextWindow;
    nextWindow += WINDOW_SAMPLES;
    scoresDue--;
    SpeechEvent event = publish(detect(probability, window), nowMs);
    if (turnAudio != null && event instanceof SpeechEnded ended) {
      byte[] turn = turnAudio.utteranceEnded(detector.start(), nextWindow);
      actions.add(new DetectorAction.JudgeTurn(ended, turn, returnAddress));
    }
    moveHold();
    reportHold();
  }

  /**
   * Echo is no speech; over the assistant, neither is what is much fainter than the caller, who is
   * known by what was said while the assistant was silent.
   */
  private SpeechDetector.Change detect(float probability, long window) {
    WindowSounds.Sound sound = sounds.take(window);
    boolean guarded = window < guardedUntil;
    boolean loud = !guarded || callerLevel.isReachedBy(sound.rms());
    SpeechDetector.Change change =
        detector.accept(sound.echo() ? 0 : probability, window, guarded, loud);
    if (detector.isSpeaking() && !guarded) {
      callerLevel.speaks(sound.rms());
    } else if (change == SpeechDetector.Change.ENDED) {
      callerLevel.ended();
    }
    return change;
  }

  /** Publishes the change, unless its utterance belongs to a predecessor; returns the event. */
  private @Nullable SpeechEvent publish(SpeechDetector.Change change, long nowMs) {
    if (change == SpeechDetector.Change.STARTED) {
      startPublished = detector.start() >= publishedFrom;
    }
    SpeechEvent event = startPublished ? event(change, nowMs) : null;
    if (event != null) {
      actions.add(new DetectorAction.Publish(event, returnAddress));
    }
    return event;
  }

  private @Nullable SpeechEvent event(SpeechDetector.Change change, long nowMs) {
    long startMs = ms(detector.start());
    return switch (change) {
      case NONE -> null;
      case STARTED -> new SpeechStarted(callSid, streamSid, startMs, nowMs);
      case PAUSED ->
          new SpeechPaused(callSid, streamSid, startMs, ms(nextWindow - WINDOW_SAMPLES), nowMs);
      case ENDED ->
          new SpeechEnded(
              callSid,
              streamSid,
              startMs,
              ms(detector.lastSpeech()),
              ms(nextWindow),
              ms(Math.min(levels.lastSound(detector.lastLikelySpeech()), nextWindow)),
              nowMs);
    };
  }

  private void moveHold() {
    boolean predecessorsUtterance = detector.isSpeaking() && !startPublished;
    long open = predecessorsUtterance ? nextWindow : detector.openSince(nextWindow);
    hold.move(open, nextWindow);
  }

  private void reportHold() {
    if (hold.hasMoved()) {
      actions.add(new DetectorAction.Hold(hold.report()));
    }
  }

  /** A list of one or two actions is the rule; it is made without copying an array. */
  private List<DetectorAction> drain() {
    List<DetectorAction> drained =
        switch (actions.size()) {
          case 0 -> List.of();
          case 1 -> List.of(actions.get(0));
          case 2 -> List.of(actions.get(0), actions.get(1));
          default -> List.copyOf(actions);
        };
    actions.clear();
    return drained;
  }

  private static long ms(long samples) {
    return samples / MuLaw.PER_MS;
  }
}
