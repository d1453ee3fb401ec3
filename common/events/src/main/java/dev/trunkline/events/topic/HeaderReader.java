// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a record that was read. The caller adapts its Kafka client's headers, so that this
 * module needs no Kafka library; with Kafka's Java client:
 *
 * <pre>{@code
 * HeaderReader headers = name -> {
 *   Header last = message.headers().lastHeader(name);
 *   return last == null ? null : last.value();
 * };
 * }</pre>
 */
@FunctionalInterface
public interface HeaderReader {

  /**
   * The value of the last header called {@code name}, not copied; null if there is none, or if its
   * value is null.
   */
  byte @Nullable [] last(String name);

  /** True if there is a header called {@code name} that has a value. */
  default boolean has(String name) {
    return last(name) != null;
  }
}
