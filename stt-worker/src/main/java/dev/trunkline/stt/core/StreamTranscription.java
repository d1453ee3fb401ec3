// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.stt.core.TranscriptionAction.CommitAnswered;
import dev.trunkline.stt.core.TranscriptionAction.FinishStream;
import dev.trunkline.stt.core.TranscriptionAction.HoldOffsets;
import dev.trunkline.stt.core.TranscriptionAction.MessageIgnored;
import dev.trunkline.stt.core.TranscriptionInput.AudioReceived;
import dev.trunkline.stt.core.TranscriptionInput.CommitRejected;
import dev.trunkline.stt.core.TranscriptionInput.ConnectionFailed;
import dev.trunkline.stt.core.TranscriptionInput.ConnectionInput;
import dev.trunkline.stt.core.TranscriptionInput.EndpointSelected;
import dev.trunkline.stt.core.TranscriptionInput.NoEndpointAvailable;
import dev.trunkline.stt.core.TranscriptionInput.PartialReceived;
import dev.trunkline.stt.core.TranscriptionInput.SegmentTranscribed;
import dev.trunkline.stt.core.TranscriptionInput.SessionStarted;
import dev.trunkline.stt.core.TranscriptionInput.SpeechReported;
import dev.trunkline.stt.core.TranscriptionInput.StreamEnded;
import dev.trunkline.stt.core.TranscriptionInput.TimerTicked;
import dev.trunkline.stt.core.TranscriptionInput.UnknownMessageReceived;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides for one stream what to send to Scribe, what its answers mean, and what to do when it
 * fails. Inputs and the time go in, actions come out, to be executed in their order. Not
 * thread-safe: one input at a time.
 */
public final class StreamTranscription {
  /** How long a stream that ended stays connected for speech events that are still to come. */
  private static final long LINGER_MS = 2_000;

  private final TranscriptionLimits limits;
  private final PendingActions actions = new PendingActions();
  private final AudioLedger ledger;
  private final TranscriptOutput transcripts;
  private final PartialThrottle partials;
  private final AudioDelivery delivery;
  private final UncommittedTranscript uncommitted;
  private final ConnectionController connection;
  private final TranscriptionRecovery recovery;

  private String lastCommittedText = "";
  private boolean endedForInactivity;
  private boolean dormant;
  private boolean finished;
  private long endedAtNanos;
  private long lastSpeechEventNanos;
  private long lastFrameNanos;
  private long heldAudioOffset = HoldOffsets.NONE;
  private long heldSpeechOffset = HoldOffsets.NONE;

  /**
   * @param endpoints how many providers there are: 1 or 2
   */
  public StreamTranscription(
      StreamId stream,
      TranscriptionLimits limits,
      int endpoints,
      RandomGenerator random,
      ClockReading now) {
    this.limits = limits;
    this.ledger = new AudioLedger(limits, actions);
    this.transcripts = new TranscriptOutput(stream, actions);
    this.partials = new PartialThrottle(limits.minPartialIntervalMs());
    this.delivery = new AudioDelivery(limits, ledger, actions, now.nanos());
    this.uncommitted = new UncommittedTranscript(limits, transcripts, ledger, delivery);
    this.connection =
        new ConnectionController(limits, new EndpointFailover(endpoints, actions), actions, random);
    this.recovery = new TranscriptionRecovery(limits, transcripts, ledger, delivery, connection);
    this.lastFrameNanos = now.nanos();
    this.lastSpeechEventNanos = now.nanos();
  }

  /** What follows from {@code input}. The list belongs to the caller and may be immutable. */
  public List<TranscriptionAction> on(TranscriptionInput input, ClockReading now) {
    if (finished) {
      return List.of();
    }
    switch (input) {
      case AudioReceived frame -> onAudio(frame, now);
      case SpeechReported speech -> onSpeech(speech, now);
      case StreamEnded _ -> onStreamEnd(now);
      case TimerTicked tick -> onTimer(tick, now);
      case ConnectionInput event -> {
        if (connection.isCurrent(event.connection())) {
          onConnection(event, now);
        }
      }
    }
    if (!finished) {
      holdOffsets();
    }
    return actions.drain();
  }

  /**
   * True while the stream has ended, is not connected, and only waits for late speech events. It
   * then holds no audio record, so that it does not keep the partition's offset back.
   */
  public boolean isDormant() {
    return dormant;
  }

  private void onAudio(AudioReceived frame, ClockReading now) {
    lastFrameNanos = now.nanos();
    delivery.setSendQueueBytes(frame.sendQueueBytes());
    if (endedForInactivity) {
      endedForInactivity = false;
      ledger.reopenStream();
    }
    boolean first = !ledger.hasReceivedAudio();
    if (ledger.isStreamEnded() || connection.isStopped() || !ledger.add(frame, now.nanos())) {
      return;
    }
    if (first) {
      ledger.dropUtterancesBeforeAudio();
      transcripts.startAt(frame.mediaMs());
      connection.openIfIdle(now);
    }
    sendDue(now);
  }

  private void onSpeech(SpeechReported speech, ClockReading now) {
    boolean hasAudio = ledger.hasReceivedAudio();
    boolean endedWithoutAudio = ledger.isStreamEnded() && !hasAudio;
    if (!limits.vadEnabled() || connection.isStopped() || endedWithoutAudio) {
      return;
    }
    lastSpeechEventNanos = now.nanos();
    switch (speech.event()) {
      case SpeechEvent.SpeechStarted start -> {
        if (ledger.startUtterance(start, speech.offset())) {
          partials.reset();
        }
      }
      case SpeechEvent.SpeechEnded end -> ledger.endUtterance(end);
      case SpeechEvent.SpeechPaused _, SpeechEvent.TurnJudged _ -> {
        // The utterance may continue; whose turn it is, the dialog worker decides.
      }
    }
    if (hasAudio) {
      ledger.dropUtterancesBeforeAudio();
      if (ledger.hasUtterances()) {
        dormant = false;
        connection.openIfIdle(now);
      }
    }
    sendDue(now);
  }

  private void onStreamEnd(ClockReading now) {
    if (!ledger.isStreamEnded()) {
      endedAtNanos = now.nanos();
      ledger.endStream();
      if (!ledger.hasReceivedAudio()) {
        ledger.dropUtterances();
      }
      sendDue(now);
    }
  }

  private void onTimer(TimerTicked tick, ClockReading now) {
    delivery.setSendQueueBytes(tick.sendQueueBytes());
    if (!ledger.isStreamEnded() && now.isAtLeast(limits.timeouts().idleMs(), lastFrameNanos)) {
      endedForInactivity = true;
      onStreamEnd(now);
    }
    if (hasLingered(now) && now.isAtLeast(LINGER_MS, lastSpeechEventNanos)) {
      ledger.endOpenUtterance(now.wallMs());
    }
    if (connection.onTimer(now)) {
      onFailure(ConnectionFailure.timedOut("session did not start in time"), now);
    }
    PendingCommit unanswered = ledger.oldestCommit();
    if (unanswered != null
        && now.isAtLeast(limits.timeouts().commitMs(), unanswered.sentAtNanos())) {
      onFailure(ConnectionFailure.timedOut("commit not answered in time"), now);
    }
    recovery.giveUpLateUtterance(now);
    sendDue(now);
    publishPartial(now);
    if (limits.vadEnabled() && hasLingered(now) && !endedForInactivity && !ledger.hasUtterances()) {
      becomeDormant();
    }
    finishIfDone(now);
  }

  private void onConnection(ConnectionInput event, ClockReading now) {
    switch (event) {
      case EndpointSelected selected -> connection.endpointSelected(selected.endpoint());
      case NoEndpointAvailable _ -> onFailure(ConnectionFailure.noEndpoint(), now);
      case SessionStarted _ -> {
        connection.sessionStarted(now);
        sendDue(now);
      }
      case PartialReceived partial -> onPartial(partial.text(), now);
      case SegmentTranscribed segment -> onSegment(segment.text(), now);
      case CommitRejected rejected -> recovery.commitRejected(rejected.failure(), now);
      case ConnectionFailed failed -> onFailure(failed.failure(), now);
      case UnknownMessageReceived _ -> actions.add(new MessageIgnored());
    }
  }

  private void onPartial(String text, ClockReading now) {
    if (text.isEmpty()) {
      return;
    }
    connection.wordsRecognized();
    if (!limits.vadEnabled()) {
      uncommitted.wordsRecognized();
    }
    if (ledger.oldestCommit() == null) {
      partials.offer(text);
      publishPartial(now);
    }
  }

  private void onSegment(String text, ClockReading now) {
    connection.segmentTranscribed();
    if (!limits.vadEnabled()) {
      partials.reset();
      uncommitted.committed(text, now);
      return;
    }
    PendingCommit commit = ledger.takeAnsweredCommit();
    if (commit == null) {
      // Scribe has been observed to repeat a segment's text just after its commit.
      if (!text.equals(lastCommittedText)) {
        ledger.carryOver(ledger.sentMs(), text);
      }
      return;
    }
    actions.add(new CommitAnswered(now.nanos() - commit.sentAtNanos()));
    lastCommittedText = text;
    PendingUtterance utterance = commit.utterance();
    if (utterance == null) {
      ledger.carryOver(commit.upToMs(), text);
    } else if (ledger.remove(utterance)) {
      transcripts.publishFinal(utterance, ledger.wholeText(utterance, text), now);
      ledger.coverUpTo(commit.upToMs());
      partials.reset();
    }
  }

  private void onFailure(ConnectionFailure failure, ClockReading now) {
    uncommitted.restart();
    boolean nothingLeft = ledger.isStreamEnded() && !isTranscriptPending(now);
    recovery.connectionFailed(failure, nothingLeft, isSpeaking(), now);
  }

  private void sendDue(ClockReading now) {
    ledger.markCompleteUtterances(now.nanos());
    if (connection.isLive()) {
      delivery.sendDue(now);
      if (ledger.isStreamEnded()) {
        uncommitted.sendClosingSilence();
      }
    }
    if (!isSpeaking() && !ledger.isStreamEnded()) {
      ledger.trimQuietAudio(connection.isIdle(), now.nanos());
    }
  }

  private void publishPartial(ClockReading now) {
    PendingUtterance open = ledger.openUtterance();
    if (open == null && uncommitted.isEmpty()) {
      return;
    }
    String text = partials.takeDue(now);
    if (text != null) {
      transcripts.publishPartial(
          open == null ? transcripts.lastEndMs() : open.startMs(),
          open == null ? text : ledger.wholeText(open, text),
          now);
    }
  }

  /** Closes the connection; audio without a transcript is kept in case speech events are late. */
  private void becomeDormant() {
    if (!dormant && !connection.isStopped()) {
      dormant = true;
      delivery.restart();
      connection.closeUntilNeeded();
    }
  }

  private void finishIfDone(ClockReading now) {
    if (!ledger.isStreamEnded()) {
      return;
    }
    long waitMs = dormant ? limits.timeouts().lateSpeechEventMs() : LINGER_MS;
    boolean waiting = !now.isAtLeast(waitMs, endedAtNanos) || isTranscriptPending(now);
    if (connection.isStopped() || !waiting) {
      if (!dormant) {
        connection.close();
      }
      finished = true;
      actions.add(new FinishStream());
    }
  }

  private void holdOffsets() {
    long audio = dormant ? HoldOffsets.NONE : ledger.firstAudioOffset();
    long speech = ledger.firstSpeechOffset();
    if (audio != heldAudioOffset || speech != heldSpeechOffset) {
      heldAudioOffset = audio;
      heldSpeechOffset = speech;
      actions.add(new HoldOffsets(audio, speech));
    }
  }

  private boolean hasLingered(ClockReading now) {
    return ledger.isStreamEnded() && now.isAtLeast(LINGER_MS, endedAtNanos);
  }

  /** True while there are words without a final transcript. */
  private boolean isSpeaking() {
    return limits.vadEnabled() ? ledger.hasUtterances() : !uncommitted.isEmpty();
  }

  /** True if a stream that ended will still publish a transcript. */
  private boolean isTranscriptPending(ClockReading now) {
    return limits.vadEnabled()
        ? ledger.hasUtterances()
        : !uncommitted.isEmpty()
            && !now.isAtLeast(LINGER_MS + limits.timeouts().commitMs(), endedAtNanos);
  }
}
