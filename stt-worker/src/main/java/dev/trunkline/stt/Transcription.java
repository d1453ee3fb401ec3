// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.stt.RetainedAudio.Frame;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeEvent;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Decides what becomes of one stream: when Scribe is asked, what its answers mean, what to do when
 * it fails. Frames, speech events, provider events and the passing of time go in; calls of {@link
 * Line} and transcripts come out. No I/O; one thread at a time. Times are nanoseconds of one
 * monotonic clock.
 */
final class Transcription {
  /** How long a stream that is over stays connected for the detector's last word. */
  private static final long LINGER_NANOS = MILLISECONDS.toNanos(2_000);

  /**
   * How long it is remembered, at rest and without holding records, because that word may be late:
   * after an outage of the broker each stage comes back in its own time.
   */
  private static final long REMEMBERED_NANOS = KafkaClients.DELIVERY_TIMEOUT.toNanos();

  private final SttSettings settings;
  private final Results results;
  private final SttMeters meters;
  private final RetainedAudio audio = new RetainedAudio();
  private final Utterances utterances = new Utterances();
  private final Partials partials;
  private final Delivery delivery;
  private final OpenWords openWords;
  private final Link link;
  private final Recovery recovery;

  private String lastText = "";
  private boolean over;
  private boolean idle;
  private boolean resting;
  private long overSince;
  private long lastToldAt;
  private long lastFrameAt;

  Transcription(
      SttSettings settings,
      Line line,
      Results results,
      SttMeters meters,
      RandomGenerator random,
      long now) {
    this.settings = settings;
    this.results = results;
    this.meters = meters;
    this.partials = new Partials(MILLISECONDS.toNanos(settings.partialIntervalMs()));
    this.delivery = new Delivery(settings, line, meters, audio, utterances, now);
    this.openWords = new OpenWords(settings, results, audio, delivery);
    this.link = new Link(line, settings, meters, random);
    this.recovery = new Recovery(settings, results, audio, utterances, delivery, link);
    this.lastFrameAt = now;
    this.lastToldAt = now;
  }

  /** A frame of the caller's audio, from the record at {@code offset}. */
  void frame(InboundAudio frame, long offset, long now) {
    lastFrameAt = now;
    if (idle) {
      idle = false;
      over = false;
      delivery.over(false);
    }
    boolean first = audio.originMs() == RetainedAudio.NONE;
    if (over || link.isStopped() || !delivery.add(frame, offset, now)) {
      return;
    }
    if (first) {
      utterances.dropEndedBy(frame.mediaMs());
      results.beginAt(frame.mediaMs());
      link.wake(now);
    }
    pump(now);
  }

  /** Where the caller's speech begins or ends, from the record at {@code offset}. */
  void speech(SpeechEvent event, long offset, long now) {
    boolean unheard = over && audio.originMs() == RetainedAudio.NONE;
    if (!settings.vadEnabled() || link.isStopped() || unheard) {
      return;
    }
    lastToldAt = now;
    switch (event) {
      case SpeechEvent.SpeechStarted start -> {
        if (utterances.started(start, offset)) {
          partials.reset();
        }
      }
      case SpeechEvent.SpeechEnded end -> utterances.ended(end);
      case SpeechEvent.SpeechPaused _, SpeechEvent.TurnJudged _ -> {
        // It may go on; and whose turn it is, is the dialog's to know.
      }
    }
    if (audio.originMs() != RetainedAudio.NONE) {
      utterances.dropEndedBy(audio.originMs());
      if (!utterances.isEmpty()) {
        resting = false;
        link.wake(now);
      }
    }
    pump(now);
  }

  /** No frame follows. */
  void endOfStream(long now) {
    if (!over) {
      over = true;
      overSince = now;
      delivery.over(true);
      if (audio.originMs() == RetainedAudio.NONE) {
        utterances.clear();
      }
      pump(now);
    }
  }

  /** What Scribe says on the connection with this number. */
  void provider(int connection, ScribeEvent event, long now) {
    if (!link.isCurrent(connection)) {
      return;
    }
    switch (event) {
      case ScribeEvent.SessionStarted started -> {
        link.live(now);
        pump(now);
      }
      case ScribeEvent.PartialTranscribed partial -> heard(partial.text(), now);
      case ScribeEvent.TranscriptCommitted committed -> answered(committed.text(), now);
      case ScribeEvent.ErrorReported error when error.error() == ScribeError.COMMIT_THROTTLED ->
          recovery.refused(Failure.of(error), now);
      case ScribeEvent.ErrorReported error -> lost(Failure.of(error), now);
      case ScribeEvent.Closed closed -> lost(Failure.of(closed), now);
      case ScribeEvent.Broken broken -> lost(Failure.of(broken), now);
      case ScribeEvent.Ignored ignored -> meters.ignored();
    }
  }

  /** Time has passed; to be told about ten times a second. */
  void timer(long now) {
    if (!over && now - lastFrameAt >= MILLISECONDS.toNanos(settings.idleMs())) {
      idle = true;
      endOfStream(now);
    }
    if (hasLingered(now) && now - lastToldAt >= LINGER_NANOS) {
      utterances.endOpen(audio.heardMs(), results.wallMs());
    }
    if (link.timer(now)) {
      lost(Failure.timedOut("no session"), now);
    }
    Commit unanswered = delivery.unanswered();
    if (unanswered != null
        && now - unanswered.sentAt() >= MILLISECONDS.toNanos(settings.commitTimeoutMs())) {
      lost(Failure.timedOut("commit not answered"), now);
    }
    recovery.giveUpLateUtterance(now);
    pump(now);
    publishPartial(now);
    if (settings.vadEnabled() && hasLingered(now) && !idle && utterances.isEmpty()) {
      rest();
    }
  }

  private boolean hasLingered(long now) {
    return over && now - overSince >= LINGER_NANOS;
  }

  /** Without a connection; what was not covered is kept in case the detector still tells of it. */
  private void rest() {
    if (!resting && !link.isStopped()) {
      resting = true;
      delivery.rewind();
      link.rest();
    }
  }

  /** True while all that may still come is a word of the detector's that is late. */
  boolean isResting() {
    return resting;
  }

  /** Closes the connection and returns true once nothing more will come of this stream. */
  boolean finish(long now) {
    long wait = resting ? REMEMBERED_NANOS : LINGER_NANOS;
    if (!over || (!link.isStopped() && (now - overSince < wait || isPending(now)))) {
      return false;
    }
    if (!resting) {
      link.close();
    }
    return true;
  }

  /** The first audio record that a successor would need. */
  OptionalLong firstAudioOffset() {
    Frame first = audio.first();
    return first == null || resting ? OptionalLong.empty() : OptionalLong.of(first.offset());
  }

  /** The first speech record that a successor would need. */
  OptionalLong firstSpeechOffset() {
    Utterance first = utterances.first();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.offset());
  }

  private void pump(long now) {
    utterances.markAudible(over ? Long.MAX_VALUE : audio.heardMs(), now);
    if (link.isLive()) {
      delivery.pump(now);
      if (over) {
        openWords.close();
      }
    }
    if (!isSpeaking() && !over) {
      delivery.trim(link.isAsleep(), now);
    }
  }

  private void heard(String text, long now) {
    if (text.isEmpty()) {
      return;
    }
    link.succeeded();
    if (!settings.vadEnabled()) {
      openWords.heard();
    }
    if (delivery.unanswered() == null) {
      partials.heard(text);
      publishPartial(now);
    }
  }

  private void publishPartial(long now) {
    Utterance open = utterances.open();
    if (open == null && openWords.isEmpty()) {
      return;
    }
    String text = partials.due(now);
    if (text != null) {
      results.partial(
          open == null ? results.lastEndMs() : open.startMs(),
          open == null ? text : delivery.complete(open, text));
    }
  }

  private void answered(String text, long now) {
    link.answered();
    if (!settings.vadEnabled()) {
      partials.reset();
      openWords.committed(text);
      return;
    }
    Commit commit = delivery.answered();
    if (commit == null) {
      // Scribe has been seen to repeat a segment's words just after its commit.
      if (!text.equals(lastText)) {
        delivery.carry(audio.fedMs(), text);
      }
      return;
    }
    meters.commitAnswered(now - commit.sentAt());
    lastText = text;
    Utterance utterance = commit.utterance();
    if (utterance == null) {
      delivery.carry(commit.upToMs(), text);
    } else if (utterances.remove(utterance)) {
      results.completed(utterance, delivery.complete(utterance, text));
      delivery.coverUpTo(commit.upToMs());
      partials.reset();
    }
  }

  private void lost(Failure failure, long now) {
    openWords.rewind();
    recovery.lost(failure, over && !isPending(now), isSpeaking(), now);
  }

  private boolean isSpeaking() {
    return settings.vadEnabled() ? !utterances.isEmpty() : !openWords.isEmpty();
  }

  /** True if a stream that is over still has something to say. */
  private boolean isPending(long now) {
    return settings.vadEnabled()
        ? !utterances.isEmpty()
        : !openWords.isEmpty()
            && now - overSince < LINGER_NANOS + MILLISECONDS.toNanos(settings.commitTimeoutMs());
  }
}
