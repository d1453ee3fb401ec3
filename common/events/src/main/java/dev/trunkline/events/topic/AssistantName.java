// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * Who answers a call: the name of an assistant in the assistants' file. The gateway chooses it by
 * the number that was called; it travels as a header with the call's records, like the return
 * address, so that a service which takes over in the middle of a call knows it from the next
 * record. Without it the call is the default assistant's.
 */
public final class AssistantName {
  /** The header's name; its value is the assistant's name in ASCII. */
  public static final String HEADER = "assistant";

  private AssistantName() {}

  /** The name in a record's headers; null if it carries none. */
  public static @Nullable String in(HeaderReader headers) {
    byte[] name = headers.last(HEADER);
    return name == null ? null : new String(name, US_ASCII);
  }

  /** Puts {@code name}, if there is one, into a record's headers. */
  public static void put(@Nullable String name, HeaderWriter headers) {
    if (name != null) {
      headers.replace(HEADER, name.getBytes(US_ASCII));
    }
  }
}
