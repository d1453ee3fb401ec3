// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import java.io.IOException;

/** A record that does not match its topic's schema; it belongs in the dead-letter topic. */
public final class UnreadableRecord extends IOException {
  public UnreadableRecord(String reason) {
    super(reason);
  }

  public UnreadableRecord(String reason, Throwable cause) {
    super(reason, cause);
  }
}
