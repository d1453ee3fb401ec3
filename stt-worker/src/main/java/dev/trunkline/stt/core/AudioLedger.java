// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.stt.core.RetainedAudio.Frame;
import dev.trunkline.stt.core.TranscriptionAction.AudioDropped;
import dev.trunkline.stt.core.TranscriptionAction.HoldOffsets;
import dev.trunkline.stt.core.TranscriptionInput.AudioReceived;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a stream received and has not published: the audio, its utterances, the commits without an
 * answer, and the text that waits for the end of its utterance. The one owner of this state; what
 * happens to it is decided elsewhere.
 */
final class AudioLedger {
  private final TranscriptionLimits limits;
  private final PendingActions actions;
  private final RetainedAudio audio = new RetainedAudio();
  private final UtteranceQueue utterances = new UtteranceQueue();
  private final CarriedOverText carriedOver = new CarriedOverText();
  private final ArrayDeque<PendingCommit> commits = new ArrayDeque<>();
  private boolean streamEnded;

  AudioLedger(TranscriptionLimits limits, PendingActions actions) {
    this.limits = limits;
    this.actions = actions;
  }

  /** False if the frame is a repeat. */
  boolean add(AudioReceived frame, long nowNanos) {
    if (!audio.add(frame, nowNanos)) {
      return false;
    }
    if (audio.lengthMs() > limits.audio().maxRetainedMs()) {
      dropOldest();
    }
    return true;
  }

  /** True from the first frame on. */
  boolean hasReceivedAudio() {
    return audio.originMs() != RetainedAudio.NONE;
  }

  /** Media time up to which audio was received. */
  long receivedMs() {
    return audio.receivedMs();
  }

  /** Media time up to which the present connection got audio. */
  long sentMs() {
    return audio.sentMs();
  }

  /** The first frame that the present connection did not get. */
  @Nullable Frame nextFrame() {
    return audio.next();
  }

  /** {@link #nextFrame} was sent. */
  void markSent() {
    audio.markSent();
  }

  /** No frame follows. */
  void endStream() {
    streamEnded = true;
  }

  /** Frames follow after all. */
  void reopenStream() {
    streamEnded = false;
  }

  boolean isStreamEnded() {
    return streamEnded;
  }

  /** False if the start is a repeat. */
  boolean startUtterance(SpeechStarted event, long offset) {
    return utterances.start(event, offset);
  }

  void endUtterance(SpeechEnded event) {
    utterances.end(event);
  }

  /** Ends the open utterance, if there is one, with the audio received. */
  void endOpenUtterance(long wallMs) {
    utterances.endOpen(audio.receivedMs(), wallMs);
  }

  /** Drops utterances from before the first frame: a predecessor has published them. */
  void dropUtterancesBeforeAudio() {
    utterances.dropEndedBy(audio.originMs());
  }

  boolean hasUtterances() {
    return !utterances.isEmpty();
  }

  /** The utterance that is being spoken. */
  @Nullable PendingUtterance openUtterance() {
    return utterances.open();
  }

  @Nullable PendingUtterance firstUtterance() {
    return utterances.first();
  }

  /** The first utterance whose commit is not in progress; null if it has not ended. */
  @Nullable PendingUtterance nextToCommit() {
    return utterances.nextToCommit();
  }

  /** Notes when the audio of ended utterances became complete. */
  void markCompleteUtterances(long nowNanos) {
    if (!utterances.isEmpty()) {
      utterances.markComplete(streamEnded ? Long.MAX_VALUE : audio.receivedMs(), nowNanos);
    }
  }

  /** False if it was removed before. */
  boolean remove(PendingUtterance utterance) {
    return utterances.remove(utterance);
  }

  void dropUtterances() {
    utterances.clear();
  }

  /** The audio sent so far was committed. */
  void addCommit(@Nullable PendingUtterance utterance, long nowNanos) {
    if (utterance != null) {
      utterance.setCommitted(true);
    }
    commits.add(new PendingCommit(utterance, audio.sentMs(), nowNanos));
  }

  @Nullable PendingCommit oldestCommit() {
    return commits.peek();
  }

  /** The commit that is answered now; null if Scribe committed by itself. */
  @Nullable PendingCommit takeAnsweredCommit() {
    return commits.poll();
  }

  /** Scribe rejected the last commit; returns the utterance to commit again. */
  @Nullable PendingUtterance takeRejectedCommit(long retryAtNanos) {
    PendingCommit last = commits.pollLast();
    PendingUtterance utterance = last == null ? null : last.utterance();
    if (utterance != null) {
      utterance.setCommitted(false);
      utterance.delayCommitUntil(retryAtNanos);
    }
    return utterance;
  }

  /** Keeps the text of a segment that ends no utterance. */
  void carryOver(long upToMs, String text) {
    carriedOver.add(upToMs, text);
  }

  /** The whole text of {@code utterance}, whose last segment is {@code text}. */
  String wholeText(PendingUtterance utterance, String text) {
    return carriedOver.before(utterance.startMs(), text);
  }

  /** Drops audio up to {@code ms}: its text is published, or given up. */
  void coverUpTo(long ms) {
    audio.coverUpTo(ms);
    carriedOver.clear();
  }

  /** Another connection needs all audio and all commits again. */
  void rewind() {
    commits.clear();
    utterances.rewind();
    audio.rewind();
    carriedOver.rewind(audio.sentMs());
  }

  /** Drops quiet audio before the pre-roll; with {@code alsoUnsent} also what was not sent. */
  void trimQuietAudio(boolean alsoUnsent, long nowNanos) {
    int prerollMs = limits.audio().prerollMs();
    audio.trim(
        audio.receivedMs() - prerollMs, nowNanos - MILLISECONDS.toNanos(prerollMs), alsoUnsent);
  }

  /** Drops audio and utterances: the stream is given up. */
  void clear() {
    utterances.clear();
    audio.clear();
  }

  /** The first record of {@code audio.inbound} that a successor would need. */
  long firstAudioOffset() {
    Frame first = audio.first();
    return first == null ? HoldOffsets.NONE : first.offset();
  }

  /** The first record of {@code speech} that a successor would need. */
  long firstSpeechOffset() {
    PendingUtterance first = utterances.first();
    return first == null ? HoldOffsets.NONE : first.offset();
  }

  /** Drops audio whose text is already known, or else the oldest frame, which is lost. */
  private void dropOldest() {
    Frame oldest = audio.first();
    if (oldest != null) {
      long upToMs = carriedOver.firstAfter(oldest.startMs(), oldest.endMs());
      if (upToMs == oldest.endMs()) {
        actions.add(new AudioDropped(oldest.endMs() - oldest.startMs()));
      }
      audio.coverUpTo(upToMs);
    }
  }
}
