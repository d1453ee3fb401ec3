// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.tts.elevenlabs.OutputFormat;
import dev.trunkline.tts.elevenlabs.VoiceMessage;
import java.util.List;

/** One attempt to say a turn, or its rest: a context of the provider's, and what came of it. */
final class Context {
  final String id;
  final Chunker chunker;
  private final ToUlaw toUlaw;

  /** The provider knows it. */
  boolean opened;

  /** We have asked the provider to close it. */
  boolean closing;

  /** When its first text was sent. */
  long saidAtNanos;

  /** Audio has come. */
  boolean heard;

  private long heardAtNanos;

  Context(String id, Chunker chunker, OutputFormat format) {
    this.id = id;
    this.chunker = chunker;
    this.toUlaw = new ToUlaw(format);
  }

  /** Takes audio, and returns the chunks that are ready with it. */
  List<OutboundAudio> hear(VoiceMessage.Sound sound, long now) {
    heard = true;
    heardAtNanos = now;
    return chunker.hear(toUlaw.convert(sound.audio()), sound.alignment());
  }

  /** True if audio has come, but none for {@code nanos}. */
  boolean isQuietFor(long nanos, long now) {
    return heard && now - heardAtNanos >= nanos;
  }
}
