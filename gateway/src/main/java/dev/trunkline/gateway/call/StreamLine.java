// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.gateway.playout.Line;

/** A media stream as its call sees it. Thread-safe. */
public interface StreamLine extends Line {

  /** Says goodbye and closes; nothing can be sent any more. May be repeated. */
  void close(int code, String reason);
}
