// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the caller heard, according to Twilio's marks. Topic {@code playback}, written by the
 * gateway.
 */
public sealed interface PlaybackEvent extends Event {

  /** The stream whose media time {@link #mediaMs} counts. */
  String streamSid();

  /** The turn that was played. */
  int turn();

  /** Media time of the stream (caller audio received so far) at the event. */
  long mediaMs();

  /**
   * A turn's first audio was sent.
   *
   * @param audibleMs media time at which the caller begins to hear it: by the clock, not by the
   *     frames received, and after the silence it begins with; null from a writer that does not
   *     measure it
   * @param firstAudioAtMs wall clock of the TTS worker when it wrote that audio
   */
  record PlaybackStarted(
      String callSid,
      String streamSid,
      int turn,
      long mediaMs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long audibleMs,
      long firstAudioAtMs,
      long atMs)
      implements PlaybackEvent {
    /** A start whose first sound was not measured. */
    public PlaybackStarted(
        String callSid, String streamSid, int turn, long mediaMs, long firstAudioAtMs, long atMs) {
      this(callSid, streamSid, turn, mediaMs, null, firstAudioAtMs, atMs);
    }

    /** Media time at which the caller begins to hear the turn, as exactly as it is known. */
    public long heardFromMs() {
      return audibleMs == null ? mediaMs : audibleMs;
    }
  }

  /** The caller heard the whole turn. */
  record PlaybackFinished(String callSid, String streamSid, int turn, long mediaMs, long atMs)
      implements PlaybackEvent {}

  /**
   * The turn was stopped before its end, possibly before the caller heard anything of it.
   *
   * @param segment the segment that was playing
   * @param segmentHeard the part of that segment's text that the caller heard, cut at the end of a
   *     word; earlier segments were heard in full
   * @param heardMs how much of the turn's audio was heard, in milliseconds
   * @param unspoken true if it was not interrupted, but the rest could not be synthesised;
   *     otherwise null
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

    /** True if the rest could not be synthesised. */
    public boolean wasUnspoken() {
      return Boolean.TRUE.equals(unspoken);
    }
  }
}
