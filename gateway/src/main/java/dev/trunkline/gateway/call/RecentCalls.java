package dev.trunkline.gateway.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers the last calls, or streams, put in; the oldest is forgotten when there are too many.
 * Thread-safe.
 */
final class RecentCalls {
  private static final int MOST = 10_000;

  private final Set<String> sids =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  /** False if it was there already. */
  boolean add(String sid) {
    return sids.add(sid);
  }

  boolean contains(String sid) {
    return sids.contains(sid);
  }
}
