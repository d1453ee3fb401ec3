// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

/** Parses messages of Scribe without a socket. */
public final class ScribeWire {
  private ScribeWire() {}

  public static ScribeEvent parse(String message) {
    return ScribeMessages.parse(message);
  }
}
