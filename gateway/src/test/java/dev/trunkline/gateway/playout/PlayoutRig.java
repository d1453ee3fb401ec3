// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A play-out on a recording stream and a manual clock. */
abstract class PlayoutRig {
  static final String CALL = "CA1";

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<PlaybackEvent> events = new ArrayList<>();
  final RecordingStream line = new RecordingStream("MZ1");
  long nowMs = 1_000;
  int hangUps;
  final Playout playout = playout(Duration.ofMinutes(10));

  /** A segment of 100 ms chunks in which every character takes 10 ms. */
  void say(int turn, int segment, String text) {
    for (int chunk = 0; chunk * 10 < text.length(); chunk++) {
      int end = Math.min(text.length(), chunk * 10 + 10);
      End ends = end == text.length() ? End.SEGMENT : End.NOTHING;
      playout.add(speech(turn, segment, chunk, ends, text.substring(chunk * 10, end)), 0);
    }
  }

  static OutboundAudio speech(int turn, int segment, int chunk, End end, String text) {
    var textMs = new int[text.length()];
    for (int i = 0; i < textMs.length; i++) {
      textMs[i] = i * 10;
    }
    return new OutboundAudio(CALL, turn, segment, chunk, end, text, textMs, new byte[800]);
  }

  static OutboundAudio silent(int turn, int segment, int chunk, End end) {
    return new OutboundAudio(CALL, turn, segment, chunk, end, "", new int[0], new byte[0]);
  }

  Playout playout(Duration maxQueued) {
    var limits =
        new Playout.Limits(
            Duration.ofMillis(200), maxQueued, Duration.ofSeconds(15), Duration.ofSeconds(20));
    return new Playout(
        CALL,
        line,
        limits,
        new Clocks(() -> nowMs * 1_000_000, () -> Instant.ofEpochMilli(nowMs)),
        new Playout.Outputs(events::add, () -> hangUps++, new PlayoutMetrics(meters)));
  }

  void advanceMs(long ms) {
    nowMs += ms;
    playout.tick();
  }

  PlaybackInterrupted interrupted(int turn) {
    return events.stream()
        .filter(e -> e instanceof PlaybackInterrupted && e.turn() == turn)
        .map(PlaybackInterrupted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  double dropped(String reason) {
    return meters.get("trunkline.records.dropped").tag("reason", reason).counter().count();
  }

  double count(String name) {
    return meters.get(name).counter().count();
  }

  /** Records what is sent; audio under the name of its mark. */
  static final class RecordingStream implements OutboundStream {
    private final String streamSid;
    private final List<String> sent = new ArrayList<>();
    private byte @Nullable [] waiting;
    long mediaMs;

    RecordingStream(String streamSid) {
      this.streamSid = streamSid;
    }

    @Override
    public String streamSid() {
      return streamSid;
    }

    @Override
    public long mediaMs() {
      return mediaMs;
    }

    @Override
    public void sendAudio(byte[] ulaw) {
      flush();
      waiting = ulaw;
    }

    @Override
    public void sendMark(String name) {
      if (waiting != null) {
        String[] parts = name.split(":", -1);
        String size = waiting.length == 800 ? "" : " of " + waiting.length;
        sent.add("audio " + parts[0] + ":" + parts[1] + ":" + parts[2] + size);
        waiting = null;
      }
      sent.add("mark " + name);
    }

    @Override
    public void sendClear() {
      flush();
      sent.add("clear");
    }

    @Override
    public void close(int code, String reason) {}

    /** Records audio without a mark as a fade. */
    private void flush() {
      if (waiting != null) {
        sent.add("fade " + waiting.length);
        waiting = null;
      }
    }

    List<String> taken() {
      flush();
      var taken = List.copyOf(sent);
      sent.clear();
      return taken;
    }
  }
}
