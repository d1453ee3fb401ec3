// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Follows which recordings go by. The 8 kHz samples may be the even or the odd ones of the 16 kHz
 * audio: both are tried. Safe for a thread that asks for partials beside the one that feeds.
 */
final class OracleSession implements RecognitionSession {
  private static final int PHASES = 2;

  /** A place so much earlier than the last one means that the recording was begun again (30 ms). */
  private static final int BACK = 240;

  /** What has been heard of one recording in this segment: from one code to another. */
  private static final class Heard {
    final Fingerprints.Recording recording;
    final int from;
    int to;

    Heard(Fingerprints.Recording recording, int from, int to) {
      this.recording = recording;
      this.from = from;
      this.to = to;
    }
  }

  private final Fingerprints fingerprints;
  private final Fingerprints.Roller[] rollers = {
    new Fingerprints.Roller(), new Fingerprints.Roller()
  };
  private final List<Heard> segment = new ArrayList<>();
  private @Nullable Heard current;
  private int phase;

  OracleSession(Fingerprints fingerprints) {
    this.fingerprints = fingerprints;
  }

  @Override
  public synchronized void accept(short[] pcm16k, int length) {
    for (int i = 0; i < length; i++) {
      Fingerprints.Roller roller = rollers[phase];
      phase = (phase + 1) % PHASES;
      if (roller.add(pcm16k[i])) {
        Fingerprints.Place place = fingerprints.find(roller.hash());
        if (place != null) {
          follow(place);
        }
      }
    }
  }

  @Override
  public synchronized String partial() {
    var text = new StringJoiner(" ");
    for (Heard heard : segment) {
      String words = words(heard);
      if (!words.isEmpty()) {
        text.add(words);
      }
    }
    return text.toString();
  }

  /** The recording that is being played goes on in the next segment. */
  @Override
  public synchronized String commit() {
    String text = partial();
    segment.clear();
    if (current != null) {
      current = new Heard(current.recording, current.to, current.to);
      segment.add(current);
    }
    return text;
  }

  @Override
  public void close() {}

  private void follow(Fingerprints.Place place) {
    Heard heard = current;
    boolean same = heard != null && heard.recording.equals(place.recording());
    if (heard == null || !same || place.position() < heard.to - BACK) {
      int start = Math.min(place.recording().speechStart(), place.position());
      boolean fromStart = place.position() < start + BACK * 4;
      heard = new Heard(place.recording(), fromStart ? 0 : place.position(), place.position());
      current = heard;
      segment.add(heard);
    }
    heard.to = Math.max(heard.to, place.position());
  }

  /** The words whose middles have been heard. */
  private static String words(Heard heard) {
    Fingerprints.Recording recording = heard.recording;
    var words = new StringJoiner(" ");
    for (WordTime word :
        WordTime.share(recording.text(), recording.speechStart(), recording.speechEnd())) {
      int middle = (word.startMs() + word.endMs()) / 2;
      if (middle > heard.from && middle <= heard.to) {
        words.add(word.word());
      }
    }
    return words.toString();
  }
}
