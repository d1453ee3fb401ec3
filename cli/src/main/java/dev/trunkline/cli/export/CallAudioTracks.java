// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.export;

import dev.trunkline.cli.log.CallLog;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.SpeechSplice;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Both sides of a call, µ-law at 8 kHz, equally long. The assistant's side holds what was heard: a
 * turn begins where its playback did, and ends where it was interrupted. How long the voice was
 * held back within a turn is not recorded, so after such a pause it stands too early.
 */
record CallAudioTracks(byte[] caller, byte[] assistant) {
  /** Puts it together; {@code events} are on the call's axis. */
  static CallAudioTracks of(CallLog call, CallTimeAxis axis, List<Event> events) {
    Map<Integer, byte[]> turns = turns(call.assistantAudio());
    Map<Integer, Long> begins = new HashMap<>();
    Map<Integer, Long> heard = new HashMap<>();
    long endMs = Long.MAX_VALUE;
    for (Event event : events) {
      switch (event) {
        case PlaybackStarted started -> begins.putIfAbsent(started.turn(), started.mediaMs());
        case PlaybackInterrupted stopped -> heard.putIfAbsent(stopped.turn(), stopped.heardMs());
        case CallEnded end -> endMs = end.durationMs() < 0 ? endMs : end.durationMs();
        default -> {
          // Not to be heard.
        }
      }
    }
    var caller = new Tape();
    for (InboundAudio frame : axis.frames()) {
      caller.put(axis.ms(frame.streamSid(), frame.mediaMs()), frame.ulaw(), Long.MAX_VALUE);
    }
    var assistant = new Tape();
    for (var begin : begins.entrySet()) {
      byte[] voice = turns.getOrDefault(begin.getKey(), new byte[0]);
      long untilMs = begin.getValue() + heard.getOrDefault(begin.getKey(), Integer.MAX_VALUE + 0L);
      assistant.put(begin.getValue(), voice, Math.min(untilMs, endMs));
    }
    int length = Math.max(caller.length, assistant.length);
    return new CallAudioTracks(caller.upTo(length), assistant.upTo(length));
  }

  /** Every turn's audio; what was said again counts once. */
  private static Map<Integer, byte[]> turns(List<OutboundAudio> chunks) {
    var splice = new SpeechSplice();
    var turns = new HashMap<Integer, byte[]>();
    List<OutboundAudio> inOrder =
        chunks.stream()
            .sorted(
                Comparator.comparingInt(OutboundAudio::turn)
                    .thenComparingInt(OutboundAudio::segment))
            .toList();
    for (OutboundAudio chunk : inOrder) {
      OutboundAudio fresh = splice.accept(chunk);
      if (fresh != null) {
        turns.merge(fresh.turn(), fresh.ulaw(), CallAudioTracks::joined);
      }
    }
    return turns;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** The caller's side as 16-bit samples. */
  short[] callerPcm() {
    return pcm(caller);
  }

  /** The assistant's side likewise. */
  short[] assistantPcm() {
    return pcm(assistant);
  }

  private static short[] pcm(byte[] ulaw) {
    var samples = new short[ulaw.length];
    MuLaw.decode(ulaw, samples);
    return samples;
  }

  private static final class Tape {
    private static final byte SILENCE = (byte) 0xFF;

    private byte[] codes = new byte[0];
    private int length;

    void put(long atMs, byte[] ulaw, long untilMs) {
      int from = Math.toIntExact(Math.max(0, atMs) * MuLaw.PER_MS);
      long roomMs = Math.clamp(untilMs - atMs, 0, ulaw.length);
      int count = (int) Math.min(roomMs * MuLaw.PER_MS, ulaw.length);
      length = Math.max(length, from + count);
      if (length > codes.length) {
        codes = upTo(length * 2);
      }
      System.arraycopy(ulaw, 0, codes, from, count);
    }

    byte[] upTo(int wanted) {
      byte[] all = Arrays.copyOf(codes, wanted);
      if (wanted > codes.length) {
        Arrays.fill(all, codes.length, wanted, SILENCE);
      }
      return all;
    }
  }
}
