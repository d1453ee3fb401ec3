// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenTextFilterTest {
  private static final String ANSWER = "It is ten dollars.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>The price list says 10.</think>It is ten dollars.",
        "<think>\nHm.\n</think>\n\nIt is ten dollars.",
        "<Thinking>Let me see: 5 < 10 > 3</Thinking>It is ten dollars.",
        "It is <thought>what?</thought>ten dollars.",
        "<reasoning effort=\"low\">No.</reasoning>It is ten dollars.",
        "◁think▷hm◁/think▷It is ten dollars.",
        "[THINK]hm[/THINK]It is ten dollars.",
        "<|begin_of_thought|>hm<|end_of_thought|>It is ten dollars.",
        "<|channel|>analysis<|message|>User"
            + " asks.<|end|><|start|>assistant<|channel|>final<|message|>It is ten"
            + " dollars.<|return|>",
        "<|channel|>commentary to=functions.x<|message|>{}<|call|>It is ten dollars.",
        "It is ten dollars.<tool_call>{\"name\": \"x\"}</tool_call>",
        "It is ten dollars.\n```json\n{\"price\": 10}\n```",
        "It is ten dollars.<think>Should I say more? I never close",
        "It is ten dollars.</think>",
      })
  @DisplayName("Thoughts, tool calls and code are not spoken, however the response is split")
  void hidesWhatIsNotForTheCaller(String response) {
    for (int size = 1; size < 60; size++) {
      assertThat(filtered(response, size).strip()).as("deltas of %d", size).isEqualTo(ANSWER);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Is 5 < 10? Yes, and 10 > 5.",
        "I think so. <b>Bold</b> is fine, <",
        "See [our page](https://example.com) `now`",
        "[Thinking] about it",
        "```\nHello.\n```",
        "It costs <10 dollars.",
      })
  @DisplayName("Other text with the same characters is kept")
  void keepsOtherText(String response) {
    for (int size = 1; size < 40; size++) {
      assertThat(filtered(response, size)).isEqualTo(response);
    }
  }

  private static String filtered(String response, int size) {
    var filter = new HiddenTextFilter();
    var spoken = new StringBuilder();
    for (int at = 0; at < response.length(); at += size) {
      spoken.append(filter.add(response.substring(at, Math.min(response.length(), at + size))));
    }
    return spoken.append(filter.finish()).toString();
  }
}
