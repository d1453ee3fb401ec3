// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * The name of the assistant that answers a call, as in the assistants file. The gateway chooses it
 * by the called number; it travels as a header with the call's records, like the return address, so
 * that a service that takes over during a call learns it from the next record. Without the header,
 * the default assistant answers.
 */
public final class AssistantName {
  /** The header; its value is the assistant's name in ASCII. */
  public static final String HEADER = "assistant";

  private AssistantName() {}

  /** The name in a record's headers; null if there is none. */
  public static @Nullable String in(HeaderReader headers) {
    byte[] name = headers.last(HEADER);
    return name == null ? null : new String(name, US_ASCII);
  }

  /** Adds {@code name} to a record's headers unless it is null. */
  public static void put(@Nullable String name, HeaderWriter headers) {
    if (name != null) {
      headers.replace(HEADER, name.getBytes(US_ASCII));
    }
  }
}
