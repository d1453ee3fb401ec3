// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Where the first segment of an answer ends: {@code |} is the boundary. */
class FirstWordsTest {
  /** A word with the space before it, a mark, or five letters of a long word. */
  private static final Pattern TOKEN =
      Pattern.compile("\\s?[\\p{L}\\p{M}']{1,12}|\\s?\\d{1,3}|.|\\n");

  /** At 80 tokens a second. */
  private static final double TOKEN_MS = 12.5;

  static final List<String> ANSWERS =
      List.of(
          "Yes, |we are open on Sundays from ten to four.",
          "No, |I am sorry, we do not deliver on Saturdays.",
          "You said: |I would like to order a pizza.",
          "Sure! |What name should I put it under?",
          "Of course. |Which day suits you best?",
          "We are open |from nine to five on weekdays.",
          "Our shop is open |from nine in the morning until six in the evening.",
          "It costs twelve dollars |and takes about two days.",
          "The delivery takes |two to three working days.",
          "You can reach us |by phone until six o'clock.",
          "I can book you a table |for two at seven.",
          "Thank you for calling |Miller's Bakery today.",
          "Let me check that |for you right away.",
          "The next appointment |is on Tuesday at half past ten.",
          "Your order has left |our warehouse this morning.",
          "Great, |I have put you down for Friday.",
          "I am sorry, |I did not find that order.",
          "Could you please |tell me your order number?",
          "Please hold the line |while I look that up.",
          "There are three rooms |with a view of the lake.",
          "Unfortunately, |the doctor is not in today.",
          "We have apples, |pears and oranges.",
          "Hello, |how can I help you?",
          "That depends |on the size of the parcel.",
          "If you like, |I can send you a text message.",
          "Well, |the cheapest plan starts at ten dollars a month.",
          "Certainly! |Your appointment is confirmed.",
          "Our address |is twelve Main Street, next to the station.",
          "I understand. |Let me see what I can do.",
          "The train leaves |at ten past eight from platform four.",
          "You will get |a confirmation by email in a few minutes.",
          "All our rooms |have breakfast included in the price.",
          "Good morning, |this is the office of Dr. Smith.",
          "My pleasure. |Is there anything else?",
          "To change your booking, |please tell me your name.",
          "Most customers choose |the medium size.",
          "Everything is ready |for your visit tomorrow.",
          "Dr. Smith is available |on Monday at nine.",
          "Okay, |so that is two large coffees.",
          "Right, |let me repeat that.",
          "The total comes |to thirty-five dollars.",
          "We accept cash |and all major credit cards.",
          "Someone will call you back |within the hour.",
          "Perfect. |I have everything I need.",
          "Parking is free |for our guests.",
          "In that case, |I would recommend the larger one.",
          "Your parcel arrives |between nine and eleven.",
          "I would be happy |to help you with that.",
          "We moved last year |and are now on Oak Avenue.",
          "Goodbye, |and have a nice day!");

  @ParameterizedTest
  @FieldSource("ANSWERS")
  @DisplayName("The first words end where a speaker would draw breath")
  void firstWordsEndWhereASpeakerDrawsBreath(String answer) {
    String expected = answer.substring(0, answer.indexOf('|'));
    assertThat(first(answer.replace("|", "")).segment()).isEqualTo(expected);
  }

  @Test
  @DisplayName("The voice gets the first words within 80 ms at 80 tokens a second")
  void firstWordsAreThereWithin80Milliseconds() {
    List<Double> ms =
        ANSWERS.stream().map(a -> first(a.replace("|", "")).tokens() * TOKEN_MS).sorted().toList();
    assertThat(ms.get(ms.size() / 2)).as("median of %s", ms).isLessThanOrEqualTo(70);
    assertThat(ms.get(ms.size() * 9 / 10)).as("p90 of %s", ms).isLessThanOrEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {
        "de/Wir haben heute |bis achtzehn Uhr geöffnet.",
        "de/Ja, |das geht.",
        "fr/Nous sommes ouverts |de neuf heures à midi.",
        "es/Estamos abiertos hoy |hasta las seis.",
        "zh/您好，|我们今天营业到晚上六点。",
        "ja/はい、|明日は朝九時から営業しております。",
        "ru/Да, |мы открыты каждый день.",
        "hi/जी हाँ, |हम आज खुले हैं।",
        "ar/نعم، |نحن مفتوحون اليوم.",
      })
  void firstWordsOfOtherLanguages(String language, String answer) {
    assertThat(first(language, answer.replace("|", "")).segment())
        .isEqualTo(answer.substring(0, answer.indexOf('|')));
  }

  private record First(String segment, int tokens) {}

  private static First first(String answer) {
    return first("en", answer);
  }

  private static First first(String language, String answer) {
    var segmenter = new Segmenter(language);
    var tokens = new ArrayList<String>();
    TOKEN.matcher(answer).results().forEach(r -> tokens.add(r.group()));
    for (int i = 0; i < tokens.size(); i++) {
      List<String> cut = segmenter.append(tokens.get(i));
      if (!cut.isEmpty()) {
        return new First(cut.getFirst(), i + 1);
      }
    }
    return new First(segmenter.finish().getFirst(), tokens.size());
  }
}
