// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts text into pieces of about the size of a language model's tokens. */
final class Tokenizer {
  private static final Pattern TOKEN =
      Pattern.compile("\\s?[\\p{L}']{1,7}|\\s?\\d{1,3}|\\s?[^\\s\\p{L}\\d']|\\s+");

  private Tokenizer() {}

  /** The pieces; joined they are the text again. */
  static List<String> of(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }
}
