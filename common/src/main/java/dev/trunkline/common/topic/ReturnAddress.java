package dev.trunkline.common.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where audio and commands for a call must be sent: the topic of the gateway that holds its
 * WebSocket. It travels as a header from the inbound frame through every stage to the outbound
 * audio; no service looks it up.
 */
public record ReturnAddress(String topic) {
  /** The header's name; its value is the topic's name in ASCII. */
  public static final String HEADER = "return-address";

  private static final String PREFIX = "gateway.";

  /** The address of the gateway with this id. */
  public static ReturnAddress ofGateway(String id) {
    return new ReturnAddress(PREFIX + id);
  }

  /** True if {@code topic} is that of a gateway. */
  public static boolean isTopic(String topic) {
    return topic.startsWith(PREFIX);
  }

  /** The address in a record's headers, if it carries one. */
  public static Optional<ReturnAddress> in(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null
        ? Optional.empty()
        : Optional.of(new ReturnAddress(new String(header.value(), US_ASCII)));
  }

  /** Puts this address into a record's headers. */
  public void putInto(Headers headers) {
    headers.remove(HEADER).add(HEADER, topic.getBytes(US_ASCII));
  }
}
