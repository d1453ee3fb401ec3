package dev.trunkline.dialog.redaction;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Replaces what may identify or cost a caller something by its kind in brackets, written or spoken
 * (English). Knows one text at a time: a number said in several utterances is none to it.
 */
final class Redaction {
  private static final String SPACE = "\\s{1,4}+";
  private static final String CHARACTER = "[\\p{L}\\p{Nd}]";
  private static final String WORD = "[\\p{L}\\p{Nd}_%+'-]{1,64}+";
  private static final String DIGIT_WORD =
      "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\\p{Nd}{1,4}+)\\b";

  /** A word, or letters said one by one, and digits after it: “j d o e four two”. */
  private static final String PART =
      "(?>\\b%2$s\\b(?:[\\s-]{1,4}+%2$s\\b){1,30}+|%3$s)(?>(?:%1$s%4$s){0,8}+)"
          .formatted(SPACE, CHARACTER, WORD, DIGIT_WORD);

  private static final String DOT = "(?:%1$sdot%1$s|\\.(?=%2$s))".formatted(SPACE, CHARACTER);
  private static final String JOINT =
      "(?:%2$s|%1$s(?:underscore|dash|hyphen|minus|plus|period|point)%1$s)".formatted(SPACE, DOT);
  private static final String AT =
      "(?:\\s{0,4}+@\\s{0,4}+|%1$sat%1$s(?:sign%1$s)?)".formatted(SPACE);

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}_])"
              + PART
              + "(?:"
              + JOINT
              + PART
              + "){0,10}"
              + AT
              + PART
              + "(?:"
              + JOINT
              + PART
              + "){0,6}?"
              + "(?:"
              + DOT
              + "(?!"
              + DIGIT_WORD
              + ")\\p{L}{2,24}+){1,3}+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Redaction() {}

  /** {@code text} without what must not be in it. Never throws, whatever the text. */
  static String of(String text) {
    String left = EMAIL.matcher(text).replaceAll(Kind.EMAIL.mark());
    var out = new StringBuilder();
    int from = 0;
    for (List<Digits> run : Digits.runsIn(left)) {
      for (Found found : Found.in(run, left)) {
        out.append(left, from, found.start()).append(found.kind().mark());
        from = found.end();
      }
    }
    return out.append(left, from, left.length()).toString();
  }
}
