// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundedMapTest {

  @Test
  void removesTheOldestEntryAboveTheMaximum() {
    Map<String, Integer> map = BoundedMap.of(2);
    map.put("a", 1);
    map.put("b", 2);
    map.put("c", 3);
    assertThat(map).containsOnlyKeys("b", "c");
  }

  @Test
  void keepsAnEntryThatWasReadOrWrittenLast() {
    Map<String, Integer> map = BoundedMap.of(2);
    map.put("a", 1);
    map.put("b", 2);
    assertThat(map.get("a")).isEqualTo(1);
    map.computeIfAbsent("c", _ -> 3);
    assertThat(map).containsOnlyKeys("a", "c");
    map.put("a", 4);
    map.put("d", 5);
    assertThat(map).containsOnlyKeys("a", "d");
  }

  @Test
  void keepsTheLastElementsOfASet() {
    Set<Integer> set = BoundedMap.setOf(1_000);
    for (int i = 0; i < 5_000; i++) {
      assertThat(set.add(i)).isTrue();
      assertThat(set.add(i)).isFalse();
    }
    assertThat(set).hasSize(1_000).contains(4_000, 4_999).doesNotContain(3_999);
  }

  @Test
  void keepsNothingIfTheMaximumIsZero() {
    Map<String, Integer> map = BoundedMap.of(0);
    map.put("a", 1);
    assertThat(map).isEmpty();
  }
}
