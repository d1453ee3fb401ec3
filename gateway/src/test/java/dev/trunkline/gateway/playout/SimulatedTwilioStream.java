// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Twilio's side of a stream, with the simulator's play-out model: audio plays in order from its
 * arrival, a mark returns when everything before it has been played, a clear drops the audio and
 * returns all marks. Marks return with a delay. The audio consists of codes that identify a word
 * and its turn, so this double knows what was heard.
 */
final class SimulatedTwilioStream implements OutboundStream {
  private static final int WORDS = 20;

  /** A shorter part of a word, as in a fade, does not count as heard. */
  private static final int MIN_HEARD_MS = 12;

  private record Mark(String name, long after) {}

  private record Returning(String mark, long atMs) {}

  private final int markDelayMs;
  private final ArrayDeque<Byte> audio = new ArrayDeque<>();
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private final ArrayDeque<Returning> returning = new ArrayDeque<>();
  private final List<Integer> heard = new ArrayList<>();
  private final Map<Integer, Integer> heardMs = new HashMap<>();
  private long received;
  private long played;
  private long nowMs;
  private int sounding = -1;
  private int soundingMs;

  SimulatedTwilioStream(int markDelayMs) {
    this.markDelayMs = markDelayMs;
  }

  /** The audio code of a word. */
  static byte code(int turn, int word) {
    return (byte) (turn * WORDS + word);
  }

  /** Plays one millisecond, up to {@code ms}, and returns the marks that are due. */
  void playTo(long ms, Playout playout) {
    nowMs = ms;
    if (!audio.isEmpty()) {
      int code = audio.element();
      for (int i = 0; i < 8 && !audio.isEmpty(); i++) {
        audio.remove();
        played++;
      }
      listen(code);
    } else {
      sounding = -1;
    }
    returnDueMarks();
    while (!returning.isEmpty() && returning.element().atMs() <= nowMs) {
      playout.markReturned(returning.remove().mark());
    }
  }

  private void listen(int code) {
    heardMs.merge(code, 1, Integer::sum);
    soundingMs = code == sounding ? soundingMs + 1 : 1;
    sounding = code;
    boolean again = !heard.isEmpty() && heard.getLast() == code;
    if (soundingMs == MIN_HEARD_MS && !again) {
      heard.add(code);
    }
  }

  /** The words heard of a turn, in order. */
  List<Integer> words(int turn) {
    return heard.stream().filter(c -> c / WORDS == turn).map(c -> c % WORDS).toList();
  }

  /** How long a word was heard, including repeats. */
  int heardMs(int turn, int word) {
    return heardMs.getOrDefault(turn * WORDS + word, 0);
  }

  /** The turns heard. */
  List<Integer> turns() {
    return heard.stream().map(c -> c / WORDS).distinct().toList();
  }

  void forget() {
    heard.clear();
    sounding = -1;
  }

  private void returnDueMarks() {
    while (!marks.isEmpty() && marks.element().after() <= played) {
      returning.add(new Returning(marks.remove().name(), nowMs + markDelayMs));
    }
  }

  @Override
  public String streamSid() {
    return "MZ1";
  }

  @Override
  public long mediaMs() {
    return nowMs;
  }

  @Override
  public void sendAudio(byte[] ulaw) {
    for (byte sample : ulaw) {
      audio.add(sample);
    }
    received += ulaw.length;
  }

  @Override
  public void sendMark(String name) {
    marks.add(new Mark(name, received));
    returnDueMarks();
  }

  @Override
  public void sendClear() {
    audio.clear();
    played = received;
    returnDueMarks();
  }

  @Override
  public void close(int code, String reason) {}
}
