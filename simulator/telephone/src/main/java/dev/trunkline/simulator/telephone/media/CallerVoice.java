// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.record.Samples;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * What the caller's telephone picks up: the utterances that were queued, and the silence of a real
 * line between them. Not for several threads.
 */
public final class CallerVoice {
  /** Hears how far the caller has come. */
  public interface Listener {
    /** An utterance begins at {@code position}. */
    void speaks(long position, String text);

    /** It ends before {@code position}. */
    void said(long position, String text);
  }

  private record Utterance(String text, byte[] ulaw, long notBefore, CallerUtterance saying) {}

  /** Codes of silence, 1,024 of them with about one in 60 a step off zero. */
  private static final int NOISE = 1_024;

  private final ArrayDeque<Utterance> waiting = new ArrayDeque<>();
  private final int capacity;
  private final Listener listener;
  private final RandomGenerator random;
  private final byte[] silence = new byte[NOISE];
  private int spoken;

  /**
   * A quiet caller.
   *
   * @param capacity the most utterances that wait
   */
  CallerVoice(int capacity, RandomGenerator random, Listener listener) {
    this.capacity = capacity;
    this.random = random;
    this.listener = listener;
    for (int i = 0; i < NOISE; i++) {
      int sign = random.nextBoolean() ? 0x80 : 0;
      silence[i] = (byte) (sign | (random.nextInt(60) == 0 ? 0x7E : 0x7F));
    }
  }

  /**
   * Queues an utterance; if too many wait, it is never said.
   *
   * @param notBefore the first position it may be spoken at
   */
  CallerUtterance say(String text, byte[] ulaw, long notBefore) {
    if (waiting.size() == capacity || ulaw.length == 0) {
      return CallerUtterance.never();
    }
    CallerUtterance saying = CallerUtterance.planned();
    waiting.add(new Utterance(text, ulaw, notBefore, saying));
    return saying;
  }

  /** Stops in the middle of the word and forgets what waits. */
  void hush() {
    waiting.forEach(utterance -> utterance.saying().cancel());
    waiting.clear();
    spoken = 0;
  }

  /**
   * Fills {@code frame} with what is picked up from {@code position} on; false if it is only the
   * line's silence.
   */
  boolean next(long position, byte[] frame) {
    System.arraycopy(silence, random.nextInt(NOISE - Samples.PER_FRAME), frame, 0, frame.length);
    int filled = 0;
    boolean speaking = false;
    while (filled < frame.length && !waiting.isEmpty()) {
      Utterance head = waiting.element();
      long wait = Math.max(0, head.notBefore() - (position + filled));
      if (spoken == 0 && wait > 0) {
        filled = (int) Math.min(frame.length, filled + wait);
        continue;
      }
      filled = speak(head, position, filled, frame);
      speaking = true;
    }
    return speaking;
  }

  private int speak(Utterance head, long position, int filled, byte[] frame) {
    if (spoken == 0) {
      listener.speaks(position + filled, head.text());
      head.saying().begun().complete(position + filled);
    }
    int step = Math.min(frame.length - filled, head.ulaw().length - spoken);
    System.arraycopy(head.ulaw(), spoken, frame, filled, step);
    spoken += step;
    if (spoken == head.ulaw().length) {
      waiting.remove();
      spoken = 0;
      listener.said(position + filled + step, head.text());
      head.saying().said().complete(position + filled + step);
    }
    return filled + step;
  }
}
