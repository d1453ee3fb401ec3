// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRedactorTest {
  private final TextRedactor redactor = new TextRedactor(EnumSet.allOf(PiiKind.class));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          My card is 4242 4242 4242 4242, thanks.       | My card is [card number], thanks.
          4242424242424242                              | [card number]
          4242-4242-4242-4242.                          | [card number].
          It's 3782 822463 10005.                       | It's [card number].
          It is 4222222222222 I think                   | It is [card number] I think
          four two four two four two four two four two four two four two four two | [card number]
          Four two four two, four two four two. Four two four two, four two four two. | [card number].
          it's four two four two um four two four two and then four two four two four two four two okay | it's [card number] okay
          forty-two forty-two forty-two forty-two forty two forty two forty two forty two | [card number]
          Five five double five, triple five five, double four double four, double four double four. | [card number].
          four triple one, quadruple one, 1111 double one double one thank you | [card number] thank you
          three seven eight two eight two two four six three one oh oh oh five | [card number]
          6011 1111 1111 1117 and my name is Jane       | [card number] and my name is Jane
          order 427 card 4242 4242 4242 4242            | order 427 card [card number]
          427 4242 4242 4242 4242                       | 427 [card number]
          4242 4242 4242 4242 12 26 123                 | [card number]
          4242 4242 4242 4242 expires 12 26             | [card number] expires 12 26
          9000 0000 0000 0001, whoever issued it        | [card number], whoever issued it
          9000 0000 0000 0002 has a wrong check digit   | 9000 0000 0000 0002 has a wrong check digit
          """)
  void redactsCardNumbersHoweverTheyAreSpoken(String spoken, String redacted) {
    assertThat(redactor.redact(spoken)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          My social is 123-45-6789.                     | My social is [social security number].
          123 45 6789                                   | [social security number]
          it is 123456789                               | it is [social security number]
          one two three, four five, six seven eight nine | [social security number]
          one two three four five six seven eight nine  | [social security number]
          one two three dash forty-five dash sixty-seven eighty-nine | [social security number]
          my social security number is nine one two three four. five six seven eight | my social security number is [social security number]
          born in 1971, 078-05-1120, is that right      | born in 1971, [social security number], is that right
          """)
  void redactsSocialSecurityNumbers(String spoken, String redacted) {
    assertThat(redactor.redact(spoken)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Write to jane.doe@example.com, please.        | Write to [e-mail address], please.
          jane dot doe at example dot com               | [e-mail address]
          it's jane dot doe at example dot co dot uk okay | it's [e-mail address] okay
          j a n e underscore doe at my dash shop dot org | [e-mail address]
          It is jane42@mail.example.org.                | It is [e-mail address].
          jane at gmail.com                             | [e-mail address]
          jane.doe at fairweather market dot com        | [e-mail address]
          mail jane four two at example dot com         | mail [e-mail address]
          <jane+shop@example.com>                       | <[e-mail address]>
          """)
  void redactsEmailAddresses(String spoken, String redacted) {
    assertThat(redactor.redact(spoken)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Call 202-555-0143.                            | Call [telephone number].
          Call (202) 555-0143 now                       | Call [telephone number] now
          I am at 2025550143                            | I am at [telephone number]
          +1 202 555 0143                               | [telephone number]
          two oh two, five five five, oh one four three | [telephone number]
          two zero two five five five zero one four three | [telephone number]
          one eight hundred five five five oh one nine nine | [telephone number]
          It's plus four nine three zero nine zero one eight two zero | It's plus [telephone number]
          +49 30 901820                                 | [telephone number]
          020 7946 0018                                 | [telephone number]
          06 12 34 56 78                                | [telephone number]
          555-0143                                      | [telephone number]
          five five five, oh one four three             | [telephone number]
          my phone number is five five five oh one four three | my phone number is [telephone number]
          202-555-0143 and 303-555-0199                 | [telephone number] and [telephone number]
          202-555-0143 7 days a week                    | [telephone number] 7 days a week
          202, 555, 0143, 303, 555, 0199                | [telephone number], [telephone number]
          """)
  void redactsTelephoneNumbers(String spoken, String redacted) {
    assertThat(redactor.redact(spoken)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I would like to check the status of order number four two seven.",
        "Order number 4 2 7 has left our warehouse and will arrive Friday.",
        "I would like to book a table for four tomorrow at seven thirty.",
        "One moment, please.",
        "One of one hundred, two of three thousand.",
        "At 10:30 on 12/05/2024.",
        "2024-05-12 10:30:45",
        "On 05.12.2024, 10 o'clock.",
        "on march third twenty twenty-six at ten thirty",
        "the fifth of May, nineteen seventy one",
        "That is $1,234.50, or 1,234,567,890 in all.",
        "twelve dollars and ninety nine cents",
        "My postcode is 90210-1234, or SW1A 1AA.",
        "nine oh two one oh",
        "order number one two three four five six seven eight nine",
        "My account number is 2025550143.",
        "Tracking number 1234 5678 9012.",
        "Version 10.15.7, build 19H2026.",
        "I looked at example dot com.",
        "We are at the corner. Com is short for command.",
        "Let us meet at noon dot and then some",
        "Open from 9.30 at 5 p.m. to 7 p.m.",
        "Call me at seven.",
        "oh oh oh, no no no",
        "double trouble, triple jump",
        "zero zero zero zero zero zero zero zero zero zero zero zero zero zero zero zero",
        "",
        " ",
      })
  void keepsOtherNumbersAndAddresses(String spoken) {
    assertThat(redactor.redact(spoken)).isEqualTo(spoken);
  }

  @Test
  void redactsANumberSplitAcrossTwoTranscripts() {
    assertThat(
            redactor.redact(
                List.of(
                    "My card is four two four two four two four two.",
                    "",
                    "Four two four two, four two four two. Bye.")))
        .containsExactly("My card is [card number]", "", "[card number]. Bye.");
  }

  @Test
  void aNumberMayContinueOnlyAfterTrailingDigits() {
    assertThat(redactor.isOpen(List.of("My card is four two four two"))).isTrue();
    assertThat(redactor.isOpen(List.of("4242,", "", "um"))).isTrue();
    assertThat(redactor.isOpen(List.of("four two double"))).isTrue();
    assertThat(redactor.isOpen(List.of("Order 427 please."))).isFalse();
    assertThat(redactor.isOpen(List.of("Hello."))).isFalse();
    assertThat(redactor.isOpen(List.of("", ""))).isFalse();
  }

  @Test
  void redactsOnlyConfiguredKinds() {
    var cards = new TextRedactor(PiiKind.in(Settings.of(Map.of("DIALOG_REDACT_KINDS", "card"))));
    assertThat(cards.redact("4242 4242 4242 4242, jane@example.com or 202-555-0143"))
        .isEqualTo("[card number], jane@example.com or 202-555-0143");
    assertThat(PiiKind.in(Settings.of(Map.of()))).containsExactly(PiiKind.values());
    assertThatThrownBy(() -> PiiKind.in(Settings.of(Map.of("DIALOG_REDACT_KINDS", "card,names"))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith(
            "DIALOG_REDACT_KINDS contains an unknown kind; use a comma-separated list of card,ssn");
  }
}
