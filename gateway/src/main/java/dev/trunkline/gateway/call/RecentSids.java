// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the latest calls or streams added, each with a text; evicts the oldest above {@value
 * #MAX_SIDS}. Thread-safe.
 */
final class RecentSids {
  private static final int MAX_SIDS = 10_000;

  private final Map<String, String> texts =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MAX_SIDS;
            }
          });

  /** Adds it without a text; false if it was there already. */
  boolean add(String sid) {
    return texts.putIfAbsent(sid, "") == null;
  }

  /** Adds it, or replaces its text. */
  void put(String sid, String text) {
    texts.put(sid, text);
  }

  boolean contains(String sid) {
    return texts.containsKey(sid);
  }

  /** Its text; empty if it is not remembered. */
  Optional<String> text(String sid) {
    return Optional.ofNullable(texts.get(sid));
  }
}
