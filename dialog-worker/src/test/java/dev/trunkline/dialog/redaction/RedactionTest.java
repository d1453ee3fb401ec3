package dev.trunkline.dialog.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String CARD = "four two four two ".repeat(4).strip();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4242424242424242",
        "4242 4242 4242 4242",
        "4242-4242-4242-4242",
        "4242, 4242, 4242, 4242",
        "3782 822463 10005",
        "forty-two forty-two forty two forty two 4242 4242",
        "triple five triple five, double five double five double five, double four double four",
        "four oh one two eight double eight eight, eight eight eight eight, one eight eight one",
        "4242 uh 4242 um 4242 dash 4242"
      })
  void aCardNumberIsReplacedByItsKind(String number) {
    assertThat(Redaction.of("It is " + number + ", thank you."))
        .isEqualTo("It is [card number], thank you.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "My social is 123-45-6789. | My social is [social security number].",
        "it's one two three four five six seven eight nine | it's [social security number]",
        "123 45 6789, 5 minutes ago | [social security number], 5 minutes ago",
        "write to jane.doe@example.com please | write to [e-mail address] please",
        "it is jane dot doe at example dot com | it is [e-mail address]",
        "it is jane.doe at example.co.uk. | it is [e-mail address].",
        "j d o e four two at example dot co dot uk thanks | [e-mail address] thanks",
        "call 415-555-0100 today | call [telephone number] today",
        "call (415) 555-0100 | call ([telephone number]",
        "four one five, five five five, oh one double oh | [telephone number]",
        "+49 30 1234567 | +[telephone number]",
        "plus four nine three oh one two three four five six seven | plus [telephone number]"
      })
  void addressesAndOtherNumbersAreReplacedByTheirKind(String said, String redacted) {
    assertThat(Redaction.of(said)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I would like to check the status of order number four two seven.",
        "Order number 4 2 7 has left our warehouse.",
        "We are open tomorrow, Thursday, from 9 in the morning to 6 in the evening.",
        "At nine thirty, or at 10:45, or between two and three.",
        "On 11/28/2026, the twenty eighth of November twenty twenty six.",
        "2026-11-28",
        "That is $1,249.99, or twelve hundred and fifty dollars.",
        "94105-1234 and SW1A 1AA and nine four one oh five",
        "one moment, please",
        "I was at home. Then I looked at it.",
        "oh, double the order",
        "Meet me at ten dot five",
        "9895 1168 6779 3934"
      })
  void whatIsNoneOfThemIsLeft(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order seven, ", "twenty ", "double ", "it is oh "})
  void digitsBesideACardNumberDoNotHideIt(String before) {
    assertThat(Redaction.of(before + CARD)).contains("[card number]").doesNotContain("four two");
  }
}
