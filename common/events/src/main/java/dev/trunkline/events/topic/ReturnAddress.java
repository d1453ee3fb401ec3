// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.UnreadableRecord;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topic of the gateway that holds a call's WebSocket, to which audio and commands for the call
 * are sent. It travels as a header from the inbound frame through every stage to the outbound
 * audio; no service looks it up.
 */
public record ReturnAddress(String topic) {
  /** The header; its value is the topic's name in ASCII. */
  public static final String HEADER = "return-address";

  private static final String PREFIX = "gateway.";
  private static final Pattern LEGAL = Pattern.compile("gateway\\.[A-Za-z0-9._-]{1,200}");

  /** The address of the gateway with this id. */
  public static ReturnAddress ofGateway(String id) {
    return new ReturnAddress(PREFIX + id);
  }

  /** True if {@code topic} is a gateway's topic. */
  public static boolean isTopic(String topic) {
    return topic.startsWith(PREFIX);
  }

  /**
   * The address in a record's headers.
   *
   * @throws UnreadableRecord if it is not a gateway's topic: services write to no other topic
   */
  public static Optional<ReturnAddress> in(HeaderReader headers) throws UnreadableRecord {
    return headers.has(HEADER) ? Optional.of(requiredIn(headers)) : Optional.empty();
  }

  /** As {@link #in}, for a record that must have one. */
  static ReturnAddress requiredIn(HeaderReader headers) throws UnreadableRecord {
    String topic = new String(RequiredHeader.of(headers, HEADER), US_ASCII);
    if (!LEGAL.matcher(topic).matches()) {
      throw new UnreadableRecord("header " + HEADER + " is not a gateway's topic");
    }
    return new ReturnAddress(topic);
  }

  /** Adds this address to a record's headers. */
  public void putInto(HeaderWriter headers) {
    headers.replace(HEADER, topic.getBytes(US_ASCII));
  }
}
