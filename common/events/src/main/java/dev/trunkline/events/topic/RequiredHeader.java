// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import dev.trunkline.events.UnreadableRecord;

/** A header that every audio record must have. */
final class RequiredHeader {
  private RequiredHeader() {}

  /** The value of the last header called {@code name}. */
  static byte[] of(HeaderReader headers, String name) throws UnreadableRecord {
    byte[] value = headers.last(name);
    if (value == null) {
      throw new UnreadableRecord("header " + name + " is missing");
    }
    return value;
  }
}
