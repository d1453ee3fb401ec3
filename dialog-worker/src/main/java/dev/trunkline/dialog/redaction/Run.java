// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Figures with nothing but pauses between them. A place in it is the number of a digit. */
final class Run {
  private final String text;
  private final List<Figure> figures;
  private final Label label;
  private final String digits;
  private final int[] places;

  /**
   * @param label what the words before it call it
   */
  Run(String text, List<Figure> figures, Label label) {
    this.text = text;
    this.figures = List.copyOf(figures);
    this.label = label;
    digits = joined(figures);
    places = places(figures);
  }

  List<Figure> figures() {
    return figures;
  }

  Label label() {
    return label;
  }

  String digits() {
    return digits;
  }

  private static String joined(List<Figure> figures) {
    var digits = new StringBuilder();
    figures.forEach(figure -> digits.append(figure.digits()));
    return digits.toString();
  }

  private static int[] places(List<Figure> figures) {
    var places = new int[figures.size() + 1];
    for (int i = 0; i < figures.size(); i++) {
      places[i + 1] = places[i] + figures.get(i).digits().length();
    }
    return places;
  }

  int length() {
    return digits.length();
  }

  /** The place of figure {@code i}'s first digit; of the end for the number of figures. */
  int place(int i) {
    return places[i];
  }

  /** How wide the run is open before figure {@code i}: at both ends as wide as can be. */
  Gap before(int i) {
    return i == 0 || i == figures.size() ? Gap.BREAK : figures.get(i).before();
  }

  /** The digits of figures {@code from} to {@code to - 1}. */
  String digits(int from, int to) {
    return digits.substring(places[from], places[to]);
  }

  /** Where in the text those figures are. */
  Span span(int from, int to, Kind kind) {
    int begin = figures.get(from).from();
    while (begin > 0 && "+(".indexOf(text.charAt(begin - 1)) >= 0) {
      begin--;
    }
    return new Span(begin, figures.get(to - 1).to(), kind);
  }

  /** Where in the text the digits from place {@code from} to place {@code to - 1} are. */
  Span digitSpan(int from, int to, Kind kind) {
    int first = figureAt(from);
    int last = figureAt(to - 1);
    return new Span(
        figures.get(first).from(from - places[first]),
        figures.get(last).to(to - 1 - places[last]),
        kind);
  }

  private int figureAt(int place) {
    int figure = Arrays.binarySearch(places, place);
    return figure >= 0 ? figure : -figure - 2;
  }

  /** True if {@code +} stands before it. */
  boolean isInternational() {
    int from = figures.getFirst().from();
    String before = text.substring(Math.max(0, from - 3), from);
    return before.contains("+");
  }

  /**
   * True if figures {@code from} to {@code to - 1} could be said in groups that end after so many
   * digits: no figure runs through the end of a group, and pauses are made there only.
   */
  boolean isGrouped(int from, int to, Set<Integer> ends) {
    for (int i = from; i < to; i++) {
      int begin = places[i] - places[from];
      if (i > from && figures.get(i).before() != Gap.NARROW && !ends.contains(begin)) {
        return false;
      }
      int end = begin + figures.get(i).digits().length();
      if (figures.get(i).isGroup() && ends.stream().anyMatch(e -> e > begin && e < end)) {
        return false;
      }
    }
    return true;
  }

  /** True if there is a pause after so many digits of the figures from {@code from} on. */
  boolean pausesAfter(int from, int digits) {
    int i = from + 1;
    while (i < figures.size() && places[i] - places[from] < digits) {
      i++;
    }
    return i < figures.size()
        && places[i] - places[from] == digits
        && figures.get(i).before() == Gap.PAUSE;
  }

  /** True if the figures from {@code from} on are written with so many digits each. */
  boolean isWritten(int from, int... lengths) {
    if (from + lengths.length > figures.size()) {
      return false;
    }
    for (int i = 0; i < lengths.length; i++) {
      Figure figure = figures.get(from + i);
      if (!figure.written()
          || figure.digits().length() != lengths[i]
          || (i > 0 && figure.before().compareTo(Gap.PAUSE) > 0)) {
        return false;
      }
    }
    return true;
  }

  /** A rule for figures that stand between two pauses. */
  interface Rule {
    boolean fits(int from, int to);
  }

  /** The longest stretches of at most {@code most} digits between pauses that fit. */
  List<Span> stretches(int most, Kind kind, Rule rule) {
    var found = new ArrayList<Span>();
    for (int from = 0; from < figures.size(); ) {
      int to = before(from) == Gap.NARROW ? 0 : longest(from, most, rule);
      if (to > 0) {
        found.add(span(from, to, kind));
      }
      from = to > 0 ? to : from + 1;
    }
    return found;
  }

  private int longest(int from, int most, Rule rule) {
    int longest = 0;
    for (int to = from + 1; to <= figures.size() && places[to] - places[from] <= most; to++) {
      if (before(to) != Gap.NARROW && rule.fits(from, to)) {
        longest = to;
      }
      if (before(to) == Gap.MARK) {
        break;
      }
    }
    return longest;
  }
}
