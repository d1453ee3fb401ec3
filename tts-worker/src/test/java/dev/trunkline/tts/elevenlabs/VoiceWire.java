// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

/** What the wire says, without a wire. */
public final class VoiceWire {
  private VoiceWire() {}

  public static VoiceMessage read(String message) {
    return VoiceMessages.read(message);
  }
}
