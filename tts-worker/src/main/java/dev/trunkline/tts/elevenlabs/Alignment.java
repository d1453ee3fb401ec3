// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import java.util.List;

/**
 * Which characters of the text are heard when, within the audio of one message.
 *
 * @param chars the text as it was sent; an entry may hold more than one character
 * @param startMs for each entry, milliseconds from the begin of the message's audio
 * @param durationMs for each entry, how long it sounds
 */
public record Alignment(List<String> chars, int[] startMs, int[] durationMs) {
  public Alignment {
    chars = List.copyOf(chars);
  }
}
