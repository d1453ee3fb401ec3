// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences and clauses of other languages, also where the assistant's language is not set. */
class LanguageSegmentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ihr Termin ist am 3. Mai um zehn Uhr.",
        "Das kostet ca. 20 Euro und dauert etwas.",
        "Bringen Sie z. B. Ihren Ausweis mit, bitte.",
        "Wir sind d. h. alle Kollegen für Sie da.",
        "Das ist der 2. Weltkrieg im Museum.",
        "Sie erreichen Dr. Meyer bzw. Prof. Schulz.",
        "Nous avons rendez-vous avec M. Dupont et Mme. Martin demain.",
        "La Sra. García y el Dr. López están aquí.",
        "Приходите на ул. Ленина, дом пять.",
        "Kom den 5. Juni eller den 6. Juli.",
        "Spotkanie jest 12. Maja przy ul. Długiej.",
        "It is e.g. Mr. Smith, i.e. the owner, or J. Miller.",
        "We meet on the 5th at St. James Street No. 5 today.",
      })
  @DisplayName("Abbreviations, initials and ordinals do not tear a sentence")
  void doesNotTearASentence(String sentence) {
    for (String language :
        new @Nullable String[] {"de", "en", null, "fr", "es", "ru", "da", "pl"}) {
      assertThat(cut(language, sentence + " Gut?"))
          .as("%s", language)
          .noneMatch(
              s -> s.matches("(?s).*(\\d|\\b\\p{L}{1,4})\\.\\s") && !s.endsWith(lastOf(sentence)));
    }
  }

  private static String lastOf(String sentence) {
    return sentence.substring(sentence.length() - 4) + " ";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {
        "zh/您好。|我们今天营业。|请问有什么可以帮您？|谢谢！",
        "ja/はい。|明日は九時からです。|よろしいですか？|では。",
        "hi/जी हाँ। |हम आज खुले हैं। |और कुछ?",
        "ar/نعم. |نحن مفتوحون. |هل من شيء آخر؟ |شكرا.",
        "ru/Да. |Мы открыты. |Что ещё?",
        "de/Ja. |Wir haben geöffnet. |Sonst noch etwas?",
        "el/Ναι. |Είμαστε ανοιχτά.",
        "hy/Այո։ |Բաց ենք։ |Շնորհակալություն։",
        "am/አዎ። |ክፍት ነን። |አመሰግናለሁ።",
        "es/¡Hola! |¿Qué desea? |Abrimos a las nueve.",
      })
  @DisplayName("Each sentence is a segment, in every script")
  void everyScriptHasSentences(String language, String sentences) {
    List<String> expected = List.of(sentences.split("\\|"));
    String answer = String.join("", expected);
    assertThat(cut(language, answer)).isEqualTo(expected);
    assertThat(cut(null, answer)).as("language not set").isEqualTo(expected);
  }

  @Test
  @DisplayName("A Chinese sentence without marks, and Thai, are spoken in pieces between words")
  void cutsBetweenWordsOfScriptsWithoutSpaces() {
    for (String answer :
        List.of(
            "我们的商店每天从早上九点一直营业到晚上六点周末也不休息",
            "ร้านของเราเปิดทุกวันตั้งแต่เก้าโมงเช้าถึงหกโมงเย็น ยินดีต้อนรับค่ะ",
            "私たちの店は毎日朝九時から夕方六時まで営業しております")) {
      List<String> segments = cut(null, answer);
      assertThat(segments).hasSizeGreaterThan(1);
      assertThat(segments.getFirst().length()).isLessThanOrEqualTo(13);
      assertThat(String.join("", segments)).isEqualTo(answer);
    }
  }

  @Test
  @DisplayName("An English sentence may end in a number or in \"no.\"")
  void englishSentenceMayEndInANumber() {
    assertThat(cut("en", "The price is 20. Shall I book it? The answer is no. We are full. Bye."))
        .contains("The price is 20. ", "We are full. ");
  }

  private static List<String> cut(@Nullable String language, String answer) {
    var segmenter = new Segmenter(language);
    var segments = new ArrayList<String>();
    answer.codePoints().forEach(c -> segments.addAll(segmenter.append(Character.toString(c))));
    segments.addAll(segmenter.finish());
    return segments;
  }
}
