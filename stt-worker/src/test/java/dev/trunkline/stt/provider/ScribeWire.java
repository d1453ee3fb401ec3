// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

/** What the wire says, without a wire. */
public final class ScribeWire {
  private ScribeWire() {}

  public static ScribeEvent read(String message) {
    return ScribeMessages.read(message);
  }
}
