// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Headers in a list. */
public final class TestHeaders implements HeaderReader, HeaderWriter {
  /** One of them. */
  public record Header(String name, byte[] value) {}

  private final List<Header> headers = new ArrayList<>();

  /** In the order they were added. */
  public List<Header> list() {
    return List.copyOf(headers);
  }

  @Override
  public byte @Nullable [] last(String name) {
    return headers.reversed().stream()
        .filter(header -> header.name().equals(name))
        .findFirst()
        .map(Header::value)
        .orElse(null);
  }

  @Override
  public TestHeaders add(String name, byte[] value) {
    headers.add(new Header(name, value));
    return this;
  }

  @Override
  public TestHeaders replace(String name, byte[] value) {
    headers.removeIf(header -> header.name().equals(name));
    return add(name, value);
  }
}
