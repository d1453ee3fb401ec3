// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio.End;
import org.jspecify.annotations.Nullable;

/**
 * Removes repetition from a call's speech: passes on every segment once, in order. A segment that
 * is synthesised again, because a worker died or a provider failed in the middle of it, continues
 * after the last character that was passed on. Characters decide, because no voice speaks a
 * sentence twice in the same time: chunks of the two attempts that have the same number may hold
 * different words.
 *
 * <p>Each attempt starts with chunk 0. Chunks passed on get new numbers where theirs were used by
 * an earlier attempt. For one thread at a time.
 */
public final class SpeechSplice {
  /**
   * Character times are rounded: less sound than this at the end of a chunk is not worth a chunk.
   */
  private static final int SLIVER = 20 * MuLaw.PER_MS;

  private int turn = -1;
  private int segment;
  private boolean ended;

  /** The number of the last chunk passed on. */
  private int number;

  /** Characters of the segment that were passed on. */
  private int accepted;

  /** Bytes of sound since the start of the last of them, or of the segment. */
  private int tail;

  /** The last chunk read of the current attempt. */
  private int last;

  /** True while the current attempt repeats what was passed on of an earlier one. */
  private boolean repeating;

  /** Characters read of the current attempt. */
  private int read;

  /** Bytes of its sound to skip after the characters that were passed on. */
  private int skip;

  /**
   * Accepts the next chunk.
   *
   * @return its new part; null if nothing of it is new
   */
  public @Nullable OutboundAudio accept(OutboundAudio audio) {
    if (audio.turn() != turn ? audio.turn() < turn : audio.segment() < segment) {
      return null;
    }
    if (audio.turn() != turn || audio.segment() != segment) {
      turn = audio.turn();
      segment = audio.segment();
      number = -1;
      accepted = 0;
      tail = 0;
      repeating = false;
      ended = false;
    } else if (audio.chunk() == 0) {
      repeating = true;
      read = 0;
      skip = accepted == 0 ? tail : 0;
    } else if (audio.chunk() <= last || (repeating && audio.chunk() != last + 1)) {
      return null;
    }
    last = audio.chunk();
    return repeating ? newPart(audio) : passOn(audio);
  }

  /**
   * The part after the last character passed on, and after as much of its sound as was passed on.
   */
  private @Nullable OutboundAudio newPart(OutboundAudio audio) {
    int characters = audio.text().length();
    int known = Math.clamp(accepted - read, 0, characters);
    read += characters;
    if (ended || read < accepted) {
      return null;
    }
    if (known > 0) {
      skip = audio.byteOf(known - 1) + tail;
    }
    int length = audio.ulaw().length;
    if (known < characters) {
      skip = Math.min(skip, audio.byteOf(known));
    } else if (audio.end() == End.NOTHING && length - skip < SLIVER) {
      skip = Math.max(0, skip - length);
      return null;
    }
    repeating = false;
    return passOn(audio.from(Math.min(skip, length), known));
  }

  private OutboundAudio passOn(OutboundAudio audio) {
    int characters = audio.text().length();
    int length = audio.ulaw().length;
    accepted += characters;
    tail = characters == 0 ? tail + length : length - audio.byteOf(characters - 1);
    ended |= audio.end() != End.NOTHING;
    number = Math.max(audio.chunk(), number + 1);
    return audio.chunk() == number ? audio : audio.numbered(number);
  }
}
