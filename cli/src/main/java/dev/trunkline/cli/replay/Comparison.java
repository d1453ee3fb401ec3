// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.replay;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.conversation.ObservedCall.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Two calls with the same caller, told side by side. */
public record Comparison(ObservedCall recorded, ObservedCall now) {

  /** What differs in the words of both sides; empty if nothing does. */
  public List<String> differences() {
    var differences = new ArrayList<String>();
    compare("utterance", recorded.utterances(), now.utterances(), Utterance::text, differences);
    compare("turn", recorded.turns(), now.turns(), Comparison::words, differences);
    return differences;
  }

  /** How soon every turn that answers something was heard, then and now. */
  public List<String> latencies() {
    var lines = new ArrayList<String>();
    List<Heard> then = recorded.turns();
    List<Heard> after = now.turns();
    for (int i = 0; i < Math.min(then.size(), after.size()); i++) {
      String was = answer(then.get(i));
      String is = answer(after.get(i));
      if (!was.isEmpty() || !is.isEmpty()) {
        lines.add("turn " + (i + 1) + " answered after " + was + " then, " + is + " now");
      }
    }
    return lines;
  }

  private static String answer(Heard turn) {
    return turn.latency() == null ? "" : turn.latency().answerMs() + " ms";
  }

  private static String words(Heard turn) {
    return turn.text() + (turn.interrupted() ? " — interrupted" : "");
  }

  private static <T> void compare(
      String what, List<T> then, List<T> now, Function<T, String> text, List<String> into) {
    for (int i = 0; i < Math.max(then.size(), now.size()); i++) {
      String was = i < then.size() ? "“" + text.apply(then.get(i)) + "”" : "nothing";
      String is = i < now.size() ? "“" + text.apply(now.get(i)) + "”" : "nothing";
      if (!was.equals(is)) {
        into.add("%s %d:%n    then: %s%n    now:  %s".formatted(what, i + 1, was, is));
      }
    }
  }
}
