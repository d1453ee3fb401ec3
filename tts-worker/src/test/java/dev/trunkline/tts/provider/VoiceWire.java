// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import dev.trunkline.tts.core.VoiceMessage;

/** Parses a message as if it came from the socket. */
public final class VoiceWire {
  private VoiceWire() {}

  public static VoiceMessage read(String message) {
    return VoiceMessageParser.parse(message);
  }
}
