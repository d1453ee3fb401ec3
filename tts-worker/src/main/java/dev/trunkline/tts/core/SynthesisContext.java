// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.List;

/** One attempt to synthesise a turn, or its rest: a context of the provider and its audio. */
final class SynthesisContext {
  final String id;
  final SegmentChunker chunker;
  private final MuLawConverter converter;

  /** The request to open it was sent. */
  boolean opened;

  /** The provider was asked to close it. */
  boolean closing;

  /** When its first text was sent. */
  long firstTextAtNanos;

  boolean hasAudio;

  private long lastAudioAtNanos;

  SynthesisContext(String id, SegmentChunker chunker, OutputFormat format) {
    this.id = id;
    this.chunker = chunker;
    this.converter = new MuLawConverter(format);
  }

  /** Adds audio and returns the chunks that it completes. */
  List<OutboundAudio> addAudio(VoiceMessage.Audio audio, long now) {
    hasAudio = true;
    lastAudioAtNanos = now;
    return chunker.addAudio(converter.convert(audio.bytes()), audio.alignment());
  }

  /** True if audio has come before, but none for {@code nanos}. */
  boolean isQuietFor(long nanos, long now) {
    return hasAudio && now - lastAudioAtNanos >= nanos;
  }
}
