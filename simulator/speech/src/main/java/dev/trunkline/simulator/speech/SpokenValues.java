// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The values that fill a sentence's slots, as they are spoken. Every kind takes its values in turn,
 * so that all of them come up equally often. Not thread-safe.
 */
final class SpokenValues {
  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
  private static final List<String> DIGITS =
      list("zero one two three four five six seven eight nine oh");
  private static final List<String> TEENS =
      list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
  private static final List<String> TENS =
      list("twenty thirty forty fifty sixty seventy eighty ninety");
  private static final List<String> DAYS =
      list("monday tuesday wednesday thursday friday saturday sunday");
  private static final List<String> MONTHS =
      list("january february march april may june july august september october november december");
  private static final List<String> ORDINALS =
      list(
          "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
              + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
              + " twentieth thirtieth");
  private static final List<String> COUNTS = list("two three four five six seven eight ten twelve");
  private static final List<String> HOURS =
      list("one two three four five six seven eight nine ten eleven twelve");
  private static final List<String> PARTS =
      List.of("", " thirty", " fifteen", " forty five", " o'clock", " a m", " p m");
  private static final List<String> WHENS =
      List.of(
          "today",
          "tomorrow",
          "tonight",
          "tomorrow morning",
          "tomorrow afternoon",
          "this afternoon",
          "this evening",
          "on monday",
          "next week",
          "on saturday",
          "next tuesday",
          "on friday");

  private final Map<String, Integer> turns = new HashMap<>();
  private final Random random;

  SpokenValues(Random random) {
    this.random = random;
  }

  /** The sentence with every slot filled by the next value of its kind. */
  String fill(String template) {
    return SLOT.matcher(template).replaceAll(slot -> next(slot.group(1)));
  }

  /** Every word that a slot can bring in. */
  static SortedSet<String> words() {
    var words = new TreeSet<String>();
    List.of(DIGITS, TEENS, TENS, DAYS, MONTHS, ORDINALS, COUNTS, HOURS, PARTS, WHENS)
        .forEach(values -> values.forEach(value -> words.addAll(list(value.strip()))));
    words.remove("");
    return words;
  }

  private String next(String kind) {
    return switch (kind) {
      case "digit" -> turn(kind, DIGITS);
      case "digits" -> digits();
      case "number" -> number(random.nextInt(100));
      case "day" -> turn(kind, DAYS);
      case "month" -> turn(kind, MONTHS);
      case "ordinal" -> turn(kind, ORDINALS);
      case "count" -> turn(kind, COUNTS);
      case "hour" -> turn(kind, HOURS);
      case "time" -> turn("hour", HOURS) + turn("part", PARTS);
      case "when" -> turn(kind, WHENS);
      default -> throw new IllegalArgumentException("no spoken value is called " + kind);
    };
  }

  private String turn(String kind, List<String> values) {
    return values.get(turns.merge(kind, 1, Integer::sum) % values.size());
  }

  private String digits() {
    var digits = new ArrayList<String>();
    int count = 3 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      digits.add(DIGITS.get(random.nextInt(DIGITS.size())));
    }
    return String.join(" ", digits);
  }

  /** 0 to 99 in words. */
  private static String number(int value) {
    if (value < 10) {
      return DIGITS.get(value);
    }
    if (value < 20) {
      return TEENS.get(value - 10);
    }
    String tens = TENS.get(value / 10 - 2);
    return value % 10 == 0 ? tens : tens + " " + DIGITS.get(value % 10);
  }

  private static List<String> list(String words) {
    return Arrays.asList(words.split(" "));
  }
}
