// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.util.ArrayDeque;

/**
 * What Twilio does with what the gateway sends: audio is played in order at eight bytes a
 * millisecond from the moment it arrives, a mark goes back when all audio before it has been played
 * or at once if there is none, and a clear returns all waiting marks in order and drops the audio.
 * Time is the call's axis, in samples; it never goes back. Not for several threads.
 */
public final class PlayoutModel {
  /** What comes out. Called from within the methods below. */
  public interface Sink {
    /** {@code length} bytes are heard from {@code position} on. */
    void played(long position, byte[] ulaw, int from, int length);

    /**
     * A mark goes back.
     *
     * @param flushed whether a clear sent it back, not the end of its audio
     */
    void returned(long position, String mark, boolean flushed);
  }

  private record Mark(String name, long after) {}

  private final Sink sink;
  private final long capacity;
  private final ArrayDeque<byte[]> audio = new ArrayDeque<>();
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private long headAt;
  private int headPlayed;
  private long received;
  private long played;

  /**
   * Nothing to play.
   *
   * @param capacity the most bytes that wait
   */
  public PlayoutModel(long capacity, Sink sink) {
    this.capacity = capacity;
    this.sink = sink;
  }

  /**
   * Audio arrives.
   *
   * @return false if there is no room for it and it is dropped
   */
  public boolean media(byte[] ulaw, long now) {
    advance(now);
    if (waiting() + ulaw.length > capacity) {
      return false;
    }
    if (ulaw.length == 0) {
      return true;
    }
    if (audio.isEmpty()) {
      headAt = now;
    }
    audio.add(ulaw);
    received += ulaw.length;
    return true;
  }

  /** A mark arrives. */
  public void mark(String name, long now) {
    advance(now);
    marks.add(new Mark(name, received));
    returnDueMarks(now);
  }

  /** A clear arrives. */
  public void clear(long now) {
    advance(now);
    audio.clear();
    headPlayed = 0;
    played = received;
    while (!marks.isEmpty()) {
      sink.returned(now, marks.remove().name(), true);
    }
  }

  /** Plays what is due by {@code now}. */
  public void advance(long now) {
    while (!audio.isEmpty() && headAt < now) {
      byte[] head = audio.element();
      // Marks return between two pieces of audio, so a piece is never played past one.
      int step = (int) Math.min(head.length - headPlayed, now - headAt);
      sink.played(headAt, head, headPlayed, step);
      headAt += step;
      headPlayed += step;
      played += step;
      if (headPlayed == head.length) {
        audio.remove();
        headPlayed = 0;
      }
      returnDueMarks(headAt);
    }
  }

  /** When the next mark will be due if nothing changes, or {@link Long#MAX_VALUE}. */
  public long nextMarkAt() {
    Mark next = marks.peek();
    return next == null ? Long.MAX_VALUE : headAt + next.after() - played;
  }

  /** Bytes that have not been played. */
  public long waiting() {
    return received - played;
  }

  private void returnDueMarks(long position) {
    for (Mark mark = marks.peek(); mark != null && mark.after() <= played; mark = marks.peek()) {
      marks.remove();
      sink.returned(position, mark.name(), false);
    }
  }
}
