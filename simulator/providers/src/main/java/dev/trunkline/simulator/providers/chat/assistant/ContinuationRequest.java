// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.ChatMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An answer that broke off: its words, as the assistant's last, and behind them what the system
 * wants of it, which is always taken for the rest.
 */
record ContinuationRequest(List<ChatMessage> conversation, String said) {
  private static final int WORDS_TO_FIND = 3;

  static Optional<ContinuationRequest> in(List<ChatMessage> conversation) {
    int last = conversation.size() - 1;
    return last >= 2
            && conversation.get(last).role().equals("system")
            && conversation.get(last - 1).role().equals("assistant")
        ? Optional.of(
            new ContinuationRequest(
                conversation.subList(0, last - 1), conversation.get(last - 1).text()))
        : Optional.empty();
  }

  /**
   * What of {@code answer} comes behind the words last said, where they stand several times behind
   * those nearest to as many words from its begin; a full stop if nothing does.
   */
  String rest(String answer) {
    List<String> words = List.of(answer.strip().split("\\s+"));
    List<String> known = plain(List.of(said.strip().split("\\s+")));
    List<String> plain = plain(words);
    for (int count = Math.min(WORDS_TO_FIND, known.size()); count > 0; count--) {
      List<String> end = known.subList(known.size() - count, known.size());
      int behind = behind(end, plain, known.size());
      if (behind >= 0) {
        String rest = String.join(" ", words.subList(behind, words.size()));
        return rest.isEmpty() ? "." : rest;
      }
    }
    return answer;
  }

  /** The place behind {@code end} that is next to {@code place}; -1 if it is nowhere. */
  private static int behind(List<String> end, List<String> words, int place) {
    return IntStream.rangeClosed(end.size(), words.size())
        .filter(at -> words.subList(at - end.size(), at).equals(end))
        .boxed()
        .min(Comparator.comparingInt(at -> Math.abs(at - place)))
        .orElse(-1);
  }

  private static List<String> plain(List<String> words) {
    var plain = new ArrayList<String>();
    words.forEach(word -> plain.add(word.toLowerCase(Locale.ROOT).replaceAll("\\W", "")));
    return plain;
  }
}
