// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A range of a text that holds personal data.
 *
 * @param from index of its first character
 * @param to index after its last character
 */
record PiiSpan(int from, int to, PiiKind kind) {

  /** The spans in order, overlapping ones merged into one of the first kind. */
  static List<PiiSpan> merged(List<PiiSpan> spans) {
    var merged = new ArrayList<PiiSpan>();
    for (PiiSpan next : spans.stream().sorted(Comparator.comparingInt(PiiSpan::from)).toList()) {
      PiiSpan last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && next.from < last.to) {
        merged.set(merged.size() - 1, last.union(next));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  private PiiSpan union(PiiSpan other) {
    return new PiiSpan(
        Math.min(from, other.from),
        Math.max(to, other.to),
        kind.compareTo(other.kind) <= 0 ? kind : other.kind);
  }
}
