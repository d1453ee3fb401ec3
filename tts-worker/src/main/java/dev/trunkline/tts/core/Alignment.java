// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import java.util.List;

/**
 * When each character of the text is heard within the audio of one message.
 *
 * @param chars the text as it was sent; an entry may hold more than one character
 * @param startMs for each entry, milliseconds from the start of the message's audio
 * @param durationMs for each entry, its duration
 */
public record Alignment(List<String> chars, int[] startMs, int[] durationMs) {
  public Alignment {
    chars = List.copyOf(chars);
  }
}
