// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TurnEvent.CallFacts;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final CallFacts FACTS =
      Placeholders.facts("+15550100", "+2", 1_796_049_000_000L, "Europe/Berlin");

  @Test
  void urlGetsEncodedValues() {
    assertThat(
            Placeholders.fillForTool(
                "https://crm.example.com/callers/%7Bcaller%7D?at=%7Bnow%7D&x=%7By%7D",
                "CA1", FACTS))
        .isEqualTo(
            "https://crm.example.com/callers/%2B15550100?at=2026-11-30T15%3A30%3A00%2B01%3A00&x=%7By%7D");
  }

  @Test
  void headerGetsPlainValues() {
    assertThat(Placeholders.fillForTool("{caller} {call} {date} {weekday}", "CA1", FACTS))
        .isEqualTo("+15550100 CA1 2026-11-30 Monday");
  }

  @Test
  void valueIsNeverFilledAgain() {
    CallFacts hostile = Placeholders.facts("sip:{now}\r\nX: y@a", "+2", 0, "UTC");
    assertThat(Placeholders.fillForTool("{caller}", "CA1", hostile)).isEqualTo("sip:nowX: y@a");
  }

  @Test
  void withoutFactsNothingIsFilled() {
    assertThat(Placeholders.fillForTool("{caller}", "CA1", null)).isEqualTo("{caller}");
  }
}
