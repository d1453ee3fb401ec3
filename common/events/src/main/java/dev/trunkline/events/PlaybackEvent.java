// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the caller really heard, from Twilio's marks. Topic {@code playback}, written by the
 * gateway.
 */
public sealed interface PlaybackEvent extends Event {

  /** The stream whose media time {@link #mediaMs} counts. */
  String streamSid();

  /** The turn that was played. */
  int turn();

  /** Media time of the stream (caller audio received so far) when it happened. */
  long mediaMs();

  /**
   * The first audio of a turn was sent.
   *
   * @param firstAudioAtMs wall clock of the TTS worker when it wrote that audio
   */
  record PlaybackStarted(
      String callSid, String streamSid, int turn, long mediaMs, long firstAudioAtMs, long atMs)
      implements PlaybackEvent {}

  /** The turn was heard to its end, all of it. */
  record PlaybackFinished(String callSid, String streamSid, int turn, long mediaMs, long atMs)
      implements PlaybackEvent {}

  /**
   * The turn was stopped before its end. Also written for a turn of which nothing was heard.
   *
   * @param segment the segment that was playing
   * @param segmentHeard the part of that segment's text the caller heard, cut at a word's end;
   *     earlier segments were heard in full
   * @param heardMs how much of the turn's audio was heard
   * @param unspoken true if nobody stopped it, but the voice had no sound for the rest; else null
   */
  record PlaybackInterrupted(
      String callSid,
      String streamSid,
      int turn,
      int segment,
      String segmentHeard,
      long heardMs,
      long mediaMs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean unspoken,
      long atMs)
      implements PlaybackEvent {

    /** True if the voice had no sound for the rest. */
    public boolean wasUnspoken() {
      return Boolean.TRUE.equals(unspoken);
    }
  }
}
