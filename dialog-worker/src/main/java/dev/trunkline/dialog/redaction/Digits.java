package dev.trunkline.dialog.redaction;

import dev.trunkline.dialog.speakable.NumberWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Digits that were written or said together: “4242”, “four”, “double four”, “forty-two”.
 *
 * @param start where they begin in the text
 * @param end where they end
 * @param digits the same as 0 to 9
 */
record Digits(int start, int end, String digits) {
  private static final Pattern TOKEN = Pattern.compile("\\p{Nd}++|\\p{L}++");

  /** What may stand between the digits of one number. */
  private static final Pattern GAP = Pattern.compile("[\\s.,()+\\-\\u2010-\\u2015]{0,6}");

  private static final Set<String> PAUSES =
      Set.of("uh", "um", "er", "erm", "dash", "hyphen", "space");

  private static final Map<String, String> UNITS = units();

  private static final List<String> TEENS =
      IntStream.range(10, 20).mapToObj(NumberWords::cardinal).toList();

  private static final List<String> TENS =
      IntStream.range(2, 10).mapToObj(ten -> NumberWords.cardinal(10L * ten)).toList();

  private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3, "treble", 3);

  private static Map<String, String> units() {
    var units = new HashMap<String, String>();
    for (int digit = 0; digit < 10; digit++) {
      units.put(NumberWords.cardinal(digit), String.valueOf(digit));
    }
    Stream.of("oh", "o", "nought").forEach(zero -> units.put(zero, "0"));
    return Map.copyOf(units);
  }

  private record Token(int start, int end, String word) {}

  /** The digits of {@code text}, in runs that may be one number, each in the text's order. */
  static List<List<Digits>> runsIn(String text) {
    List<Token> tokens = tokens(text);
    var runs = new ArrayList<List<Digits>>();
    var run = new ArrayList<Digits>();
    int end = 0;
    for (int at = 0; at < tokens.size(); ) {
      Token first = tokens.get(at);
      boolean joined = GAP.matcher(text.substring(end, first.start())).matches();
      int used = lengthAt(tokens, at, text);
      if (!run.isEmpty() && (!joined || (used == 0 && !PAUSES.contains(first.word())))) {
        runs.add(List.copyOf(run));
        run.clear();
      }
      if (used > 0) {
        run.add(
            new Digits(
                first.start(),
                tokens.get(at + used - 1).end(),
                digits(tokens.subList(at, at + used))));
      }
      at += Math.max(1, used);
      end = tokens.get(at - 1).end();
    }
    if (!run.isEmpty()) {
      runs.add(List.copyOf(run));
    }
    return runs;
  }

  private static List<Token> tokens(String text) {
    var tokens = new ArrayList<Token>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      tokens.add(new Token(token.start(), token.end(), token.group().toLowerCase(Locale.ROOT)));
    }
    return tokens;
  }

  /** How many tokens from {@code at} on are digits that belong together; 0 if none. */
  private static int lengthAt(List<Token> tokens, int at, String text) {
    String word = tokens.get(at).word();
    boolean two =
        at + 1 < tokens.size()
            && GAP.matcher(text.substring(tokens.get(at).end(), tokens.get(at + 1).start()))
                .matches();
    String unit = two ? unit(tokens.get(at + 1).word()) : "";
    if (!unit.isEmpty() && (TIMES.containsKey(word) || (TENS.contains(word) && !isZero(unit)))) {
      return 2;
    }
    boolean alone =
        !unit(word).isEmpty()
            || TEENS.contains(word)
            || TENS.contains(word)
            || Character.isDigit(word.codePointAt(0));
    return alone ? 1 : 0;
  }

  private static String digits(List<Token> tokens) {
    String word = tokens.getFirst().word();
    if (tokens.size() == 2) {
      String unit = unit(tokens.getLast().word());
      Integer times = TIMES.get(word);
      return times == null ? (TENS.indexOf(word) + 2) + unit : unit.repeat(times);
    }
    if (TEENS.contains(word)) {
      return String.valueOf(TEENS.indexOf(word) + 10);
    }
    if (TENS.contains(word)) {
      return (TENS.indexOf(word) + 2) + "0";
    }
    String unit = unit(word);
    return unit.isEmpty() ? inAscii(word) : unit;
  }

  /** The one digit that a word or figure is; empty if it is none or several. */
  private static String unit(String word) {
    String said = UNITS.get(word);
    if (said != null) {
      return said;
    }
    boolean one =
        word.codePointCount(0, word.length()) == 1 && Character.isDigit(word.codePointAt(0));
    return one ? inAscii(word) : "";
  }

  private static boolean isZero(String unit) {
    return unit.equals("0");
  }

  private static String inAscii(String figures) {
    var ascii = new StringBuilder();
    figures.codePoints().forEach(figure -> ascii.append(Character.digit(figure, 10)));
    return ascii.toString();
  }
}
