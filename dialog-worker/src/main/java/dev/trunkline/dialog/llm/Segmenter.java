package dev.trunkline.dialog.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a stream of tokens into segments that can be spoken: whole sentences, but the first one as
 * early as at a clause's end, so that sound begins while the model still writes. Every segment but
 * the last ends with the white space that parts it from the next. One answer, one thread.
 */
final class Segmenter {
  /** A first clause shorter than this gains nothing and sounds chopped. */
  private static final int FIRST_CLAUSE = 24;

  /** Longer than any sentence a person would say in one breath. */
  private static final int LONGEST = 280;

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]+[\"')\\]]*\\s");
  private static final Pattern CLAUSE_END = Pattern.compile("[,;:–—]\\s");
  private static final Pattern NO_END =
      Pattern.compile("(?i)(^|\\W)(mr|mrs|ms|dr|st|no|e\\.g|i\\.e|vs|approx|\\w)\\.\\s$");

  private final StringBuilder open = new StringBuilder();
  private boolean first = true;

  /** Takes the next token; gives the segments that are complete now. */
  List<String> push(String token) {
    open.append(token);
    var segments = new ArrayList<String>();
    for (int end = cut(); end > 0; end = cut()) {
      segments.add(take(end));
    }
    return segments;
  }

  /** What is left when the answer is complete; empty if nothing. */
  List<String> end() {
    return open.toString().isBlank() ? List.of() : List.of(take(open.length()));
  }

  private String take(int end) {
    String segment = open.substring(0, end);
    open.delete(0, end);
    first = false;
    return segment;
  }

  private int cut() {
    int sentence = sentenceEnd();
    int clause = first ? clauseEnd() : -1;
    if (sentence > 0 && (clause < 0 || sentence <= clause)) {
      return sentence;
    }
    if (clause > 0) {
      return clause;
    }
    return open.length() > LONGEST ? open.lastIndexOf(" ") + 1 : -1;
  }

  private int sentenceEnd() {
    var ends = SENTENCE_END.matcher(open);
    while (ends.find()) {
      if (!NO_END.matcher(open.substring(0, ends.end())).find()) {
        return ends.end();
      }
    }
    return -1;
  }

  private int clauseEnd() {
    var ends = CLAUSE_END.matcher(open);
    while (ends.find()) {
      if (ends.end() >= FIRST_CLAUSE) {
        return ends.end();
      }
    }
    return -1;
  }
}
