// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import dev.trunkline.tts.core.VoiceMessage;

/** What the wire says, without a wire. */
public final class VoiceWire {
  private VoiceWire() {}

  public static VoiceMessage read(String message) {
    return VoiceMessageParser.parse(message);
  }
}
