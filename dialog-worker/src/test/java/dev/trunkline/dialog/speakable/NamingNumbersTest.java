// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that name something, keys, and text that is not English. */
class NamingNumbersTest {
  private final TextNormalizer normalizer = TextNormalizer.forLanguage(null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          In an emergency, call 911.          | In an emergency, call nine one one.
          Please dial 112 now.                | Please dial one one two now.
          911 is for emergencies.             | nine one one is for emergencies.
          Call us on 1300 555 019.            | Call us on one three zero zero, five five five, zero one nine.
          Our number is 13 11 14.             | Our number is one three, one one, one four.
          It is 5550 1234.                    | It is five five five zero, one two three four.
          Your flight BA 2490 is on time.     | Your flight B A two four nine zero is on time.
          LH 456 leaves at nine.              | L H four five six leaves at nine.
          You are in room 204.                | You are in room two zero four.
          Suite 1200 is upstairs.             | Suite one two zero zero is upstairs.
          The card ending in 4821.            | The card ending in four eight two one.
          Your zip code 1010 is fine.         | Your zip code one zero one zero is fine.
          Text 40404 to join.                 | Text four zero four zero four to join.
          Press * to repeat or # to end.      | Press star to repeat or pound to end.
          Press the "#" key.                  | Press the "pound" key.
          Dial *69.                           | Dial star six nine.
          Enter 4821#.                        | Enter four eight two one pound.
          It takes 3 * 4 boxes.               | It takes three times four boxes.
          It is **very** good.                | It is very good.
          We have 911 rooms.                  | We have nine hundred eleven rooms.
          It is 999 dollars.                  | It is nine hundred ninety-nine dollars.
          """)
  void readsNamesDigitByDigitAndKeysByName(String written, String spoken) {
    assertThat(normalizer.normalize(written)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cuesta 25 euros y abrimos a las 9:00.",
        "Das kostet 25 Euro und dauert 30 Minuten.",
        "Cela coûte 25 euros et nous ouvrons à 9:00.",
        "Costa 25 euro e siamo aperti dalle 9:00.",
        "Custa 25 euros e estamos abertos às 9:00.",
        "Het kost 25 euro en wij zijn open van 9:00.",
        "Это стоит 25 евро, мы открыты с 9:00.",
        "费用是25元。",
        "To kosztuje 25 euro i jest otwarte od 9:00.",
        "Det kostar 25 euro och vi är öppna.",
      })
  @DisplayName("Text that is not English keeps its digits, whatever the assistant's language")
  void leavesNumbersOfOtherLanguagesToTheVoice(String written) {
    assertThat(normalizer.normalize(written)).contains("25");
    assertThat(TextNormalizer.forLanguage("en").normalize(written)).contains("25");
  }

  @Test
  @DisplayName("A short piece is read as the answer before it, the first as the question")
  void shortPiecesAreReadAsTheRestOfTheAnswer() {
    TextNormalizer spanish = normalizer.forAnswer("¿Cuánto cuesta la mesa?");
    assertThat(spanish.normalize("Vale 25 euros,")).isEqualTo("Vale 25 euros,");
    TextNormalizer english = normalizer.forAnswer("How much is it?");
    assertThat(english.normalize("25 euros,")).isEqualTo("twenty-five euros,");
    assertThat(english.normalize("Pero cuesta mucho.")).isEqualTo("Pero cuesta mucho.");
  }

  @Test
  void keysHaveTheirNamesInTheAssistantsLanguage() {
    assertThat(TextNormalizer.forLanguage("de").normalize("Drücken Sie * oder #."))
        .isEqualTo("Drücken Sie Stern oder Raute.");
    assertThat(TextNormalizer.forLanguage("fr-FR").normalize("Appuyez sur # ou sur *."))
        .isEqualTo("Appuyez sur dièse ou sur étoile.");
  }
}
