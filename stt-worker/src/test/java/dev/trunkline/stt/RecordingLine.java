// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.stt.provider.ScribeError.Remedy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what was asked of the line, in words: {@code open 1, audio 100, commit, drop}. */
final class RecordingLine implements Line {
  private final List<String> asked = new ArrayList<>();
  private final List<byte[]> audio = new ArrayList<>();
  final List<FailureCategory> failures = new ArrayList<>();
  @Nullable Remedy elsewhere;
  long queuedBytes;
  int connection;

  /** What was asked since the last call; neighbouring pieces of audio are added up. */
  List<String> take() {
    var taken = new ArrayList<String>();
    long ms = 0;
    for (String what : asked) {
      if (what.startsWith("audio ")) {
        ms += Long.parseLong(what.substring(6));
      } else {
        addAudio(taken, ms);
        ms = 0;
        taken.add(what);
      }
    }
    addAudio(taken, ms);
    asked.clear();
    return taken;
  }

  /** The pieces of audio since the last call. */
  List<byte[]> takeAudio() {
    var taken = List.copyOf(audio);
    audio.clear();
    return taken;
  }

  @Override
  public void open(int connection) {
    this.connection = connection;
    asked.add("open " + connection);
  }

  @Override
  public void send(byte[] ulaw) {
    asked.add("audio " + ulaw.length / MuLaw.PER_MS);
    audio.add(ulaw);
  }

  @Override
  public void commit() {
    asked.add("commit");
  }

  @Override
  public long queuedBytes() {
    return queuedBytes;
  }

  @Override
  public void close() {
    asked.add("close");
  }

  @Override
  public void drop() {
    asked.add("drop");
  }

  private static void addAudio(List<String> taken, long ms) {
    if (ms > 0) {
      taken.add("audio " + ms);
    }
  }

  @Override
  public void live() {}

  @Override
  public void answered() {}

  @Override
  public void refused(Failure failure) {}

  @Override
  public Failure failed(Failure failure) {
    failures.add(failure.category());
    return elsewhere == null ? failure : failure.with(elsewhere);
  }
}
