// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

/** The headers of a record that will be written. Values are not copied. */
public interface HeaderWriter {

  /** Appends a header; others with this name stay. */
  HeaderWriter add(String name, byte[] value);

  /** Appends a header and removes all others with this name. */
  HeaderWriter replace(String name, byte[] value);
}
