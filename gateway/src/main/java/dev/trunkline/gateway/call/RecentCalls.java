// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the last calls, or streams, put in, each with a text; the oldest is forgotten when
 * there are too many. Thread-safe.
 */
final class RecentCalls {
  private static final int MOST = 10_000;

  private final Map<String, String> texts =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MOST;
            }
          });

  /** False if it was there already. */
  boolean add(String sid) {
    return texts.putIfAbsent(sid, "") == null;
  }

  /** With {@code text} in place of what it may have had. */
  void add(String sid, String text) {
    texts.put(sid, text);
  }

  boolean contains(String sid) {
    return texts.containsKey(sid);
  }

  /** What was put in with it; empty if it is not remembered. */
  Optional<String> text(String sid) {
    return Optional.ofNullable(texts.get(sid));
  }
}
