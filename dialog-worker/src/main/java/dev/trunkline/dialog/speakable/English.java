// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;
import java.util.stream.Stream;

/** American English. The order matters: what is most special comes first. */
enum English implements Speakable {
  INSTANCE;

  private static final List<Rule> RULES =
      Stream.of(
              Addresses.RULES,
              Dates.RULES,
              Times.RULES,
              Codes.RULES,
              Amounts.RULES,
              Abbreviations.RULES,
              Numbers.RULES,
              Signs.RULES)
          .flatMap(List::stream)
          .toList();

  @Override
  public String of(String written) {
    String plain = Markup.strip(Sounds.normal(written));
    return Sounds.tidy(Sounds.only(Rule.all(RULES, plain)), written);
  }
}
