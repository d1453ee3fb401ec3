// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishNormalizerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Call 555-123-4567.                | Call five five five, one two three, four five six seven.
          Call (555) 123-4567 now           | Call five five five, one two three, four five six seven now
          Call +1 555 123 4567.             | Call plus one, five five five, one two three, four five six seven.
          Dial +15551234567                 | Dial plus one, five five five, one two three, four five six seven
          Dial +49 30 901820                | Dial plus four nine, three zero, nine zero one eight two zero
          It is 555-1234, ext. 12.          | It is five five five, one two three four, extension one two.
          Ring 020 7946 0018.               | Ring zero two zero, seven nine four six, zero zero one eight.
          1-800-555-0199                    | one, eight zero zero, five five five, zero one nine nine
          Your order 48213 has left.        | Your order four eight two one three has left.
          Order number 482 is ready.        | Order number four eight two is ready.
          Your PIN is 4821.                 | Your PIN is four eight two one.
          Ticket #7                         | Ticket number seven
          Ticket #70213                     | Ticket number seven zero two one three
          No. 5 on the list                 | number five on the list
          Flight LH-1234                    | Flight L H one two three four
          Code A1B2C3.                      | Code A one B two C three.
          COVID-19                          | COVID nineteen
          Card 4111 1111 1111 1111          | Card four one one one, one one one one, one one one one, one one one one
          Agent 007                         | Agent zero zero seven
          """)
  void readsIdentifyingNumbersDigitByDigit(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          We have 3 left.                   | We have three left.
          1,234 people                      | one thousand two hundred thirty-four people
          1500 people                       | one thousand five hundred people
          10000 steps                       | ten thousand steps
          2.5 hours                         | two point five hours
          It is -5 outside                  | It is minus five outside
          the 1st and the 22nd              | the first and the twenty-second
          1/2 cup                           | one half cup
          2 3/4 cups                        | two and three quarters cups
          10-12 days                        | ten to twelve days
          24/7                              | twenty-four seven
          version 1.2.3                     | version one point two point three
          3D                                | three D
          in 1999                           | in nineteen ninety-nine
          since 2005                        | since two thousand five
          By 2026.                          | By twenty twenty-six.
          the 1990s                         | the nineteen nineties
          """)
  void spellsOutQuantities(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          $1                                | one dollar
          $12.50.                           | twelve dollars and fifty cents.
          $0.99                             | ninety-nine cents
          $1,299                            | one thousand two hundred ninety-nine dollars
          $1.5 million                      | one point five million dollars
          $20/month                         | twenty dollars per month
          $5-$10                            | five dollars to ten dollars
          €20                               | twenty euros
          19.99 €                           | nineteen euros and ninety-nine cents
          £3.01                             | three pounds and one penny
          40 USD                            | forty dollars
          -$5                               | minus five dollars
          15%                               | fifteen percent
          3.5 % off                         | three point five percent off
          5 km                              | five kilometers
          1 kg                              | one kilogram
          72°F                              | seventy-two degrees Fahrenheit
          65 mph                            | sixty-five miles per hour
          """)
  void readsMoneyAndMeasures(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          on 2026-11-25                     | on November twenty-fifth, twenty twenty-six
          on 11/25/2026.                    | on November twenty-fifth, twenty twenty-six.
          on 25.11.2026                     | on November twenty-fifth, twenty twenty-six
          Nov. 3, 2026                      | November third, twenty twenty-six
          November 3rd                      | November third
          on the 3rd of November            | on the third of November
          25 Nov 2026                       | the twenty-fifth of November, twenty twenty-six
          in May 2027                       | in May twenty twenty-seven
          You may 3 times                   | You may three times
          Mon-Fri                           | Monday to Friday
          Sat, 5 Dec                        | Saturday, the fifth of December
          The sun sat down                  | The sun sat down
          2026-11-25T14:30:00Z              | November twenty-fifth, twenty twenty-six at two thirty P M
          at 9:00                           | at nine o'clock
          at 9:05                           | at nine oh five
          at 14:30                          | at two thirty P M
          at 2:30pm                         | at two thirty P M
          at 2 p.m. on Monday               | at two P M on Monday
          at 2 p.m. We open                 | at two P M. We open
          at 2 p.m.                         | at two P M.
          9 am - 5:30 pm                    | nine A M to five thirty P M
          9:00-17:00                        | nine o'clock to five P M
          """)
  void readsDatesAndTimes(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          See https://www.example.com/orders?id=12.    | See example dot com slash orders.
          Visit example.com, please                    | Visit example dot com, please
          Write to anna.smith_2@example.co.uk.         | Write to anna dot smith underscore two at example dot co dot uk.
          [our site](https://example.com/a,b)          | our site
          www.my-shop.io                               | my dash shop dot io
          <https://example.com/x>                      | example dot com slash x
          It ended.Then it began.                      | It ended.Then it began.
          """)
  void readsLinksAndAddresses(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          **Yes**, we *are* open.           | Yes, we are open.
          ## Opening hours                  | Opening hours.
          - apples                          | apples.
          1. Open the app                   | one, Open the app.
          > quoted                          | quoted
          Use `curl` now                    | Use curl now
          <b>Bold</b> &amp; <i>fine</i>     | Bold and fine
          3 * 4 = 12                        | three times four equals twelve
          a snake_case name                 | a snake case name
          as said[1]                        | as said
          """)
  void removesMarkup(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @Test
  void removesStrikethroughAndUnnamedSymbols() {
    assertSaid("~~old~~ new", "old new");
    assertSaid("a \\ b ^ c { d }", "a b c d");
  }

  @Test
  void removesTablesAndCodeFences() {
    assertSaid("| Day | Hours |\n|---|---|\n| Mon, 5 | 9 |\n", "Day, Hours. Monday, five, nine. ");
    assertSaid("```json\nhello\n```\n---\nDone", "hello Done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Dr. Miller of St. James St.       | Doctor Miller of Saint James Street.
          Mr. and Mrs. Poe                  | Mister and Missus Poe
          fruit, e.g. pears, etc.           | fruit, for example, pears, et cetera.
          Main St. and 2nd Ave. are close   | Main Street and second Avenue are close
          tea w/ milk                       | tea with milk
          bread & butter                    | bread and butter
          and/or                            | and or
          his/her                           | his or her
          cats vs. dogs                     | cats versus dogs
          """)
  void expandsAbbreviationsAndSymbols(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Great! 🎉 See you 👩‍👩‍👧 then 👍🏽.      | Great! See you then.
          Press 1️⃣                          | Press one
          “Fine” — it’s done…               | "Fine", it's done...
          Trunkline™ → phone                | Trunkline, phone
          half: ½                           | half: one half
          １２ boxes                         | twelve boxes
          ٣ boxes                           | three boxes
          Zoë's café                        | Zoë's café
          """)
  void removesUnpronounceableCharacters(String written, String spoken) {
    assertSaid(written, spoken);
  }

  @Test
  void returnsNothingForUnpronounceableText() {
    assertThat(spoken("🎉 ")).isEmpty();
    assertThat(spoken("---\n")).isEmpty();
    assertThat(spoken("")).isEmpty();
    assertThat(spoken("\u0000\u0007 \u200B")).isEmpty();
  }

  @Test
  void keepsTheSpaceBeforeTheNextSegment() {
    assertThat(spoken("We open at 9:00.\n")).isEqualTo("We open at nine o'clock. ");
    assertThat(spoken("Fine.")).isEqualTo("Fine.");
  }

  @Test
  void emitsOnlySpeakableCharactersForAnyText() {
    String alphabet =
        "abcXYZ 0123456789 .,:;-/$€%#@&*_`~[](){}<>|\\\"'°½²🎉\u200d\u0007\n+=^!?–—…amp.m.";
    int[] letters = alphabet.codePoints().toArray();
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var written = new StringBuilder();
      random
          .ints(random.nextInt(40), 0, letters.length)
          .forEach(n -> written.appendCodePoint(letters[n]));
      assertThat(spoken(written.toString()))
          .as("%s", written)
          .matches("|[\\p{L}\\p{M} .,;:!?'\"()-]*\\p{L}[\\p{L}\\p{M} .,;:!?'\"()-]*");
    }
  }

  private static void assertSaid(String written, String spoken) {
    assertThat(spoken(written)).as(written).isEqualTo(spoken);
    assertThat(spoken(spoken)).as("normalized twice: %s", spoken).isEqualTo(spoken);
  }

  private static String spoken(String written) {
    return EnglishNormalizer.INSTANCE.normalize(written);
  }
}
