// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import dev.trunkline.events.UnreadableRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A header without which a record of audio cannot be used. */
final class RequiredHeader {
  private RequiredHeader() {}

  /** The value of the last header of this name. */
  static byte[] of(Headers headers, String name) throws UnreadableRecord {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new UnreadableRecord("header " + name + " is missing");
    }
    return header.value();
  }
}
