// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.replay;

/**
 * Where a replay says something else.
 *
 * @param decision the decision's number within the call
 * @param topic where it says it; {@code commands} for the gateway's
 * @param recorded JSON as it is on record, "" if there is none
 * @param now JSON as it was said this time, "" if nothing
 */
public record Difference(int decision, String topic, String recorded, String now) {
  private static final int AROUND = 60;

  /** For people: both sides from a little before the first character that differs. */
  public String text() {
    int same = 0;
    while (same < Math.min(recorded.length(), now.length())
        && recorded.charAt(same) == now.charAt(same)) {
      same++;
    }
    return "decision %d, %s:%n    on record: %s%n    now:       %s"
        .formatted(decision, topic, part(recorded, same), part(now, same));
  }

  private static String part(String json, int at) {
    if (json.isEmpty()) {
      return "nothing";
    }
    int from = Math.max(0, at - AROUND);
    int to = Math.min(json.length(), at + AROUND);
    return (from > 0 ? "…" : "") + json.substring(from, to) + (to < json.length() ? "…" : "");
  }
}
