// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.OutboundAudio.End;
import org.jspecify.annotations.Nullable;

/**
 * What a listener gets of a call's speech: every segment once, in order. Where one is said again,
 * because a worker died or a provider failed in the middle of it, it goes on behind the last
 * character that was taken: no voice says a sentence twice in the same time, so chunks of the two
 * that have the same number need not hold the same words.
 *
 * <p>A segment that is said again begins again with its chunk 0. What is taken of it has numbers of
 * its own where those of the first time have been given. One thread at a time.
 */
public final class SpeechSplice {
  /**
   * Times of characters are rounded: less sound than this at a chunk's end is not worth a chunk.
   */
  private static final int SLIVER = 20 * MuLaw.PER_MS;

  private int turn = -1;
  private int segment;
  private boolean ended;

  /** The number that was given to what was taken last. */
  private int number;

  /** Characters of the segment that were taken. */
  private int taken;

  /** Bytes of sound since the begin of the last of them, or of the segment. */
  private int tail;

  /** The last chunk read of the present attempt to say the segment. */
  private int last;

  /** True while the present attempt says what was taken of an earlier one. */
  private boolean again;

  /** Characters it has said. */
  private int said;

  /** Bytes of its sound still to be left out once it has said what was taken. */
  private int skip;

  /**
   * Takes what comes next.
   *
   * @return what is new of it, null if nothing is
   */
  public @Nullable OutboundAudio accept(OutboundAudio audio) {
    if (audio.turn() != turn ? audio.turn() < turn : audio.segment() < segment) {
      return null;
    }
    if (audio.turn() != turn || audio.segment() != segment) {
      turn = audio.turn();
      segment = audio.segment();
      number = -1;
      taken = 0;
      tail = 0;
      again = false;
      ended = false;
    } else if (audio.chunk() == 0) {
      again = true;
      said = 0;
      skip = taken == 0 ? tail : 0;
    } else if (audio.chunk() <= last || (again && audio.chunk() != last + 1)) {
      return null;
    }
    last = audio.chunk();
    return again ? rest(audio) : took(audio);
  }

  /** What is behind the last character taken, for as long as that has been heard. */
  private @Nullable OutboundAudio rest(OutboundAudio audio) {
    int characters = audio.text().length();
    int known = Math.clamp(taken - said, 0, characters);
    said += characters;
    if (ended || said < taken) {
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
    again = false;
    return took(audio.from(Math.min(skip, length), known));
  }

  private OutboundAudio took(OutboundAudio audio) {
    int characters = audio.text().length();
    int length = audio.ulaw().length;
    taken += characters;
    tail = characters == 0 ? tail + length : length - audio.byteOf(characters - 1);
    ended |= audio.end() != End.NOTHING;
    number = Math.max(audio.chunk(), number + 1);
    return audio.chunk() == number ? audio : audio.numbered(number);
  }
}
