// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.redaction.TranscriptRedactor;
import dev.trunkline.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownWordsTest {
  private final ShownWords masked =
      ShownWords.of(
          TranscriptRedactor.forTexts(Settings.of(Map.of("DIALOG_REDACT_TRANSCRIPTS", "true"))));

  @Test
  void withRedactionNeitherNumbersNorKeysAreShown() {
    assertThat(masked.number("+14155550100")).isEqualTo("…00");
    assertThat(masked.key("7")).isEqualTo("•");
    assertThat(masked.words("CA1", "caller", "My card is 4111 1111 1111 1111 okay"))
        .isEqualTo("My card is [card number] okay");
  }

  @Test
  void aNumberInTwoBreathsIsNotShownEither() {
    assertThat(masked.words("CA1", "caller", "My card is 4111 1111")).doesNotContain("4111");
    assertThat(masked.words("CA1", "caller", "1111 1111")).doesNotContain("1");
  }

  @Test
  void withoutRedactionEverythingIsShown() {
    ShownWords all = ShownWords.of(TranscriptRedactor.forTexts(Settings.of(Map.of())));
    assertThat(all.words("CA1", "caller", "It is 4111")).isEqualTo("It is 4111");
    assertThat(all.number("+14155550100")).isEqualTo("+14155550100");
    assertThat(all.key("7")).isEqualTo("7");
  }
}
