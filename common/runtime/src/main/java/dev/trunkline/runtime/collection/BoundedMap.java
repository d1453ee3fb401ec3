// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.collection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Maps and sets with a maximum number of entries. One entry more removes the one that was used
 * longest ago, and never another: for what must be remembered for a while after it was put in, such
 * as the calls that have ended. A cache of what can be made again uses Caffeine, whose policy may
 * reject a new entry in favour of one used more often.
 */
public final class BoundedMap {
  private BoundedMap() {}

  /** An empty map of at most {@code maxEntries}. Thread-safe, except while it is iterated over. */
  public static <K, V> Map<K, V> of(int maxEntries) {
    return Collections.synchronizedMap(new Lru<>(maxEntries));
  }

  /** An empty set of at most {@code maxEntries}. Thread-safe, except while it is iterated over. */
  public static <E> Set<E> setOf(int maxEntries) {
    return Collections.synchronizedSet(Collections.newSetFromMap(new Lru<>(maxEntries)));
  }

  private static final class Lru<K, V> extends LinkedHashMap<K, V> {
    private final int maxEntries;

    Lru(int maxEntries) {
      super(16, 0.75f, true);
      this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > maxEntries;
    }
  }
}
