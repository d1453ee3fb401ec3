// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.util.Optional;

/** What a text message of the gateway's amounts to. */
sealed interface MessageVerdict {
  /** Play this. */
  record Media(byte[] ulaw, Optional<String> complaint) implements MessageVerdict {}

  /** Return this when all before it has been played. */
  record Mark(String name, Optional<String> complaint) implements MessageVerdict {}

  /** Drop what has not been played. */
  record Clear(Optional<String> complaint) implements MessageVerdict {}

  /** Warning 31951, and nothing else. */
  record Invalid(String why) implements MessageVerdict {}
}
