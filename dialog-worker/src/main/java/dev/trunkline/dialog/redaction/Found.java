package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A number of some kind, from {@code start} to {@code end} of the text. */
record Found(int start, int end, Kind kind) {
  private static final int SHORTEST_CARD = 13;
  private static final int LONGEST_CARD = 19;
  private static final Pattern SOCIAL_SECURITY =
      Pattern.compile("(?!000|666|9)\\d{3}(?!00)\\d{2}(?!0000)\\d{4}");

  /** North America's, with or without 1; others' with 0 in front, or 00 or 011. */
  private static final Pattern TELEPHONE =
      Pattern.compile("1?[2-9]\\d{2}[2-9]\\d{6}|0[1-9]\\d{8,10}|(?:00|011)[1-9]\\d{7,14}");

  private static final Pattern INTERNATIONAL = Pattern.compile("[1-9]\\d{7,14}");
  private static final Pattern PLUS = Pattern.compile("(?:\\+\\s?\\(?|\\bplus\\s{1,4})$");
  private static final Pattern NEW_SENTENCE = Pattern.compile(".*[.,](?:\\s.*)?");

  /** What {@code run} holds, in its order, without overlap. */
  static List<Found> in(List<Digits> run, String text) {
    @Nullable Kind[] kinds = new @Nullable Kind[run.size()];
    markCards(run, kinds);
    markShapes(run, kinds);
    mark(run, 0, run.size(), kinds, text);
    int from = 0;
    for (int at = 1; at <= run.size(); at++) {
      if (at == run.size() || isNewSentence(run.get(at - 1), run.get(at), text)) {
        mark(run, from, at, kinds, text);
        from = at;
      }
    }
    return merged(run, kinds);
  }

  /** All that passes for a card number, so that the one that is one is among it. */
  private static void markCards(List<Digits> run, @Nullable Kind[] kinds) {
    String all = digits(run);
    var covered = new boolean[all.length()];
    for (int from = 0; from + SHORTEST_CARD <= all.length(); from++) {
      int most = Math.min(all.length(), from + LONGEST_CARD);
      for (int to = from + SHORTEST_CARD; to <= most; to++) {
        if (isLuhn(all, from, to)) {
          Arrays.fill(covered, from, to, true);
        }
      }
    }
    int digit = 0;
    for (int piece = 0; piece < run.size(); piece++) {
      for (int each = 0; each < run.get(piece).digits().length(); each++) {
        if (covered[digit++]) {
          kinds[piece] = Kind.CARD;
        }
      }
    }
  }

  private static boolean isLuhn(String digits, int from, int to) {
    int sum = 0;
    for (int at = to - 1; at >= from; at--) {
      int digit = digits.charAt(at) - '0';
      int twice = digit * 2;
      sum += (to - at) % 2 == 1 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
  }

  /** Groups as such numbers are written, also beside other digits: 123-45-6789, 415-555-0100. */
  private static void markShapes(List<Digits> run, @Nullable Kind[] kinds) {
    for (int at = 0; at + 3 <= run.size(); at++) {
      List<Digits> three = run.subList(at, at + 3);
      String shape = shape(three);
      Kind kind = kindOf(digits(three), shape);
      if (kind != null && (shape.equals("324") || shape.equals("334"))) {
        fill(kinds, at, at + 3, kind);
      }
    }
  }

  private static void mark(
      List<Digits> run, int from, int to, @Nullable Kind[] kinds, String text) {
    List<Digits> part = run.subList(from, to);
    Kind kind = kindOf(digits(part), shape(part));
    int begin = part.getFirst().start();
    String before = text.substring(Math.max(0, begin - 12), begin).toLowerCase(Locale.ROOT);
    if (kind == null
        && PLUS.matcher(before).find()
        && INTERNATIONAL.matcher(digits(part)).matches()) {
      kind = Kind.TELEPHONE;
    }
    if (kind != null) {
      fill(kinds, from, to, kind);
    }
  }

  private static @Nullable Kind kindOf(String digits, String shape) {
    // Five and four are a postcode of the United States.
    if (SOCIAL_SECURITY.matcher(digits).matches() && !shape.equals("54")) {
      return Kind.SOCIAL_SECURITY;
    }
    return TELEPHONE.matcher(digits).matches() ? Kind.TELEPHONE : null;
  }

  private static String digits(List<Digits> part) {
    return part.stream().map(Digits::digits).collect(Collectors.joining());
  }

  /** How many digits each group has: 334. */
  private static String shape(List<Digits> part) {
    return part.stream()
        .map(each -> String.valueOf(each.digits().length()))
        .collect(Collectors.joining());
  }

  /** Does not change what is known already. */
  private static void fill(@Nullable Kind[] kinds, int from, int to, Kind kind) {
    for (int at = from; at < to; at++) {
      if (kinds[at] == null) {
        kinds[at] = kind;
      }
    }
  }

  private static boolean isNewSentence(Digits one, Digits next, String text) {
    return NEW_SENTENCE.matcher(text.substring(one.end(), next.start())).matches();
  }

  private static List<Found> merged(List<Digits> run, @Nullable Kind[] kinds) {
    var found = new ArrayList<Found>();
    for (int at = 0; at < run.size(); at++) {
      Kind kind = kinds[at];
      if (kind == null) {
        continue;
      }
      int from = at;
      while (at + 1 < run.size() && kinds[at + 1] == kind) {
        at++;
      }
      found.add(new Found(run.get(from).start(), run.get(at).end(), kind));
    }
    return found;
  }
}
