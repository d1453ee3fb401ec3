package dev.trunkline.gateway.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the last calls put in, each with a text; the oldest is forgotten when there are too
 * many. Thread-safe.
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

  void add(String callSid, String text) {
    texts.put(callSid, text);
  }

  Optional<String> text(String callSid) {
    return Optional.ofNullable(texts.get(callSid));
  }
}
