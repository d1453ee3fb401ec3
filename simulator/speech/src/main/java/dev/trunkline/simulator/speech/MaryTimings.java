// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Word times from MaryTTS's document: every {@code t} is a token with the durations of its phones
 * ({@code ph}, attribute {@code d} in ms), every {@code boundary} a pause. Mary writes numbers out,
 * so its tokens are laid onto the text's words in order: all tokens up to the one that begins the
 * next word belong to the word before.
 */
final class MaryTimings {
  /** A spoken token, or the original of several that it was written out to. */
  private record Token(String text, int startMs, int endMs) {}

  private final List<Token> tokens = new ArrayList<>();
  private double nowMs;

  private MaryTimings() {}

  static List<WordTime> of(Document phones, String text) {
    var timings = new MaryTimings();
    timings.walk(phones.getDocumentElement());
    return timings.lay(text);
  }

  private void walk(Element element) {
    double start = nowMs;
    switch (element.getTagName()) {
      case "boundary" -> nowMs += number(element, "duration");
      case "ph" -> nowMs += number(element, "d");
      case "mtu" -> {
        children(element);
        add(element.getAttribute("orig"), start);
      }
      case "t" -> {
        children(element);
        if (!"mtu".equals(element.getParentNode().getNodeName())) {
          add(directText(element), start);
        }
      }
      default -> children(element);
    }
  }

  private void children(Element element) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        walk(child);
      }
    }
  }

  private void add(String text, double startMs) {
    if (nowMs > startMs) {
      tokens.add(
          new Token(
              text.strip().toLowerCase(Locale.ROOT),
              (int) Math.round(startMs),
              (int) Math.round(nowMs)));
    }
  }

  /** Each token goes to the first word, from the current one on, that contains it. */
  private List<WordTime> lay(String text) {
    List<WordTime> words = WordTime.wordsOf(text);
    var starts = new int[words.size()];
    var ends = new int[words.size()];
    int word = -1;
    for (Token token : tokens) {
      int found = find(words, Math.max(word, 0), token.text());
      if (found > word) {
        word = found;
        starts[word] = token.startMs();
      }
      if (word >= 0) {
        ends[word] = token.endMs();
      }
    }
    return filled(words, starts, ends);
  }

  private static int find(List<WordTime> words, int from, String token) {
    for (int i = from; i < Math.min(words.size(), from + 4); i++) {
      if (words.get(i).word().toLowerCase(Locale.ROOT).contains(token)) {
        return i;
      }
    }
    return -1;
  }

  /** A word that no token was found for ends where the one before it ends. */
  private static List<WordTime> filled(List<WordTime> words, int[] starts, int[] ends) {
    var timed = new ArrayList<WordTime>();
    int last = 0;
    for (int i = 0; i < words.size(); i++) {
      int start = Math.max(last, starts[i]);
      last = Math.max(start, ends[i]);
      timed.add(words.get(i).at(start, last));
    }
    return List.copyOf(timed);
  }

  private static String directText(Element element) {
    Node first = element.getFirstChild();
    String text = first == null ? null : first.getNodeValue();
    return text == null ? "" : text;
  }

  private static double number(Element element, String attribute) {
    String value = element.getAttribute(attribute);
    return value.isEmpty() ? 0 : Double.parseDouble(value);
  }
}
