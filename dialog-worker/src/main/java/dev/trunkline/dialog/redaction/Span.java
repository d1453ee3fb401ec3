// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place in a text.
 *
 * @param from its first character
 * @param to the character after its last
 */
record Span(int from, int to, Kind kind) {

  /** The same places without overlap, in order; what overlaps becomes one of the first kind. */
  static List<Span> apart(List<Span> spans) {
    var apart = new ArrayList<Span>();
    for (Span next : spans.stream().sorted(Comparator.comparingInt(Span::from)).toList()) {
      Span last = apart.isEmpty() ? null : apart.getLast();
      if (last != null && next.from < last.to) {
        apart.set(apart.size() - 1, last.with(next));
      } else {
        apart.add(next);
      }
    }
    return apart;
  }

  private Span with(Span other) {
    return new Span(
        Math.min(from, other.from),
        Math.max(to, other.to),
        kind.compareTo(other.kind) <= 0 ? kind : other.kind);
  }
}
