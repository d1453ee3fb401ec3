// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.stt.RetainedAudio.Frame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stream's audio to the connection, in the order of media time: frames up to where an
 * utterance was decided to have ended, its commit, then the frames after it. Knows which commits
 * are unanswered, and can do it all again on another connection.
 */
final class Delivery {
  /**
   * Scribe commits by itself after 90 s, which would put its answers out of step with our commits,
   * so a segment is ended before.
   */
  private static final long LONGEST_SEGMENT_MS = 60_000;

  /** How long a speech end waits for the silence behind it, which is in the log already. */
  private static final long GRACE_NANOS = MILLISECONDS.toNanos(100);

  /** How long a refused commit waits before it is said again. */
  private static final long REFUSED_NANOS = MILLISECONDS.toNanos(300);

  private final SttSettings settings;
  private final Line line;
  private final SttMeters meters;
  private final RetainedAudio audio;
  private final Utterances utterances;
  private final Carried carried = new Carried();
  private final ArrayDeque<Commit> inFlight = new ArrayDeque<>();
  private final Feed feed;
  private final Pace pace;
  private boolean over;

  Delivery(
      SttSettings settings,
      Line line,
      SttMeters meters,
      RetainedAudio audio,
      Utterances utterances,
      long nowNanos) {
    this.settings = settings;
    this.line = line;
    this.meters = meters;
    this.audio = audio;
    this.utterances = utterances;
    this.feed = new Feed(line, settings.chunkMs());
    this.pace = new Pace(settings.catchUpSpeed(), nowNanos);
  }

  /** Takes a frame; false if it was heard before. */
  boolean add(InboundAudio frame, long offset, long nowNanos) {
    if (!audio.add(frame, offset, nowNanos)) {
      return false;
    }
    if (audio.lengthMs() > settings.retainedMs()) {
      forgetOldest();
    }
    return true;
  }

  /** Whether no frame follows. */
  void over(boolean isOver) {
    over = isOver;
  }

  /** Feeds and commits what can be fed and committed now. The connection must be live. */
  void pump(long nowNanos) {
    while (true) {
      Utterance ended = utterances.firstUnsent();
      Frame next = audio.next();
      if (ended != null && isFed(ended, next, nowNanos)) {
        if (ended.isDelayed(nowNanos)) {
          return;
        }
        ended.sent(true);
        commit(ended, nowNanos);
      } else if (next == null || !mayFeed(next, nowNanos)) {
        return;
      } else {
        feed.add(next.ulaw());
        audio.advance();
        if (settings.vadEnabled() && feed.uncommittedMs() >= LONGEST_SEGMENT_MS) {
          commit(null, nowNanos);
        }
      }
    }
  }

  private boolean isFed(Utterance ended, @Nullable Frame next, long nowNanos) {
    if (next != null) {
      return next.startMs() >= ended.decidedMs();
    }
    return audio.heardMs() >= ended.decidedMs()
        || over
        || ended.isAudibleFor(GRACE_NANOS, nowNanos);
  }

  private boolean mayFeed(Frame next, long nowNanos) {
    return line.queuedBytes() < settings.sendBufferBytes()
        && pace.take(next.endMs() - next.startMs(), nowNanos);
  }

  private void commit(@Nullable Utterance utterance, long nowNanos) {
    feed.commit();
    inFlight.add(new Commit(utterance, audio.fedMs(), nowNanos));
    meters.committed();
  }

  /** Sends silence, so that Scribe's own detector finds an end. */
  void silence(long ms) {
    feed.silence(ms);
    feed.flush();
  }

  /** The commit that is answered now; null if the provider committed by itself. */
  @Nullable Commit answered() {
    return inFlight.poll();
  }

  /** The oldest commit without an answer. */
  @Nullable Commit unanswered() {
    return inFlight.peek();
  }

  /** The last commit was not taken: it is said again in a while, after some silence. */
  @Nullable Utterance refused(long nowNanos) {
    Commit last = inFlight.pollLast();
    if (last == null || last.utterance() == null) {
      return null;
    }
    last.utterance().sent(false);
    last.utterance().delayUntil(nowNanos + REFUSED_NANOS);
    return last.utterance();
  }

  /** Another connection is to hear everything that no final covers. */
  void rewind() {
    inFlight.clear();
    utterances.rewind();
    audio.rewind();
    carried.rewind(audio.fedMs());
    feed.begin();
  }

  void slowDown() {
    pace.slowDown();
  }

  /** Words of a commit that ends no utterance. */
  void carry(long upToMs, String text) {
    carried.add(upToMs, text);
  }

  /** All words of {@code utterance}, whose last ones are {@code text}. */
  String complete(Utterance utterance, String text) {
    return carried.before(utterance.startMs(), text);
  }

  /** The words up to {@code ms} are published or given up. */
  void coverUpTo(long ms) {
    audio.coverUpTo(ms);
    carried.clear();
  }

  /** Drops quiet audio but for the pre-roll; {@code all} also what was not fed. */
  void trim(boolean all, long nowNanos) {
    long untilMs = audio.heardMs() - settings.prerollMs();
    long readUntilNanos = nowNanos - MILLISECONDS.toNanos(settings.prerollMs());
    audio.trim(untilMs, readUntilNanos, all);
  }

  /** Too much is kept: what is covered by carried words goes first, else the oldest frame. */
  private void forgetOldest() {
    Frame oldest = audio.first();
    if (oldest != null) {
      long upToMs = carried.firstAfter(oldest.startMs(), oldest.endMs());
      if (upToMs == oldest.endMs()) {
        meters.dropped(oldest.endMs() - oldest.startMs());
      }
      audio.coverUpTo(upToMs);
    }
  }
}
