// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "…",
        "...",
        "?",
        "—",
        "♪",
        "♪♪♪",
        "♪ la la la ♪",
        "(coughs)",
        "(coughs",
        "[music]",
        "[MUSIC PLAYING]",
        "[ Silence ]",
        "(background noise)",
        "*laughs*",
        "**sighs**",
        "<noise>",
        "【音楽】",
        "（笑）",
        "(laughs) [music].",
        "()",
        "[]",
        "🎵 hold music 🎵",
        "( )",
        "(5 seconds of silence)",
        "-",
        "۔",
        "。",
        "{noise}",
        "(música) …"
      })
  void soundsAndPunctuationAreNoWords(String transcript) {
    assertThat(SpokenWords.of(transcript)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Yes.                          | Yes.
          7                             | 7
          好                            | 好
          हाँ                            | हाँ
          ٣                             | ٣
          Yes (laughs).                 | Yes.
          (coughs) When do you open?    | When do you open?
          [music] Hello (noise) there?  | Hello there?
          (555) 123-4567                | (555) 123-4567
          It is (555) 123.              | It is (555) 123.
          *coughs* Sorry, one table.    | Sorry, one table.
          3 * 4                         | 3 * 4
          """)
  void wordsAreKeptWithoutTheSoundsAmongThem(String transcript, String words) {
    assertThat(SpokenWords.of(transcript)).isEqualTo(words);
  }
}
