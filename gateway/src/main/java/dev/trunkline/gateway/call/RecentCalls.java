package dev.trunkline.gateway.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers the last calls put in; the oldest is forgotten when there are too many. Thread-safe.
 */
final class RecentCalls {
  private static final int MOST = 10_000;

  private final Set<String> callSids =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  void add(String callSid) {
    callSids.add(callSid);
  }

  boolean contains(String callSid) {
    return callSids.contains(callSid);
  }
}
