// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be taken out. Where one place may be two kinds, the first of them names it. */
public enum Kind {
  /** 13 to 19 digits with a right check digit. */
  CARD("[card number]"),
  /** Of the United States: 9 digits. */
  SSN("[social security number]"),
  EMAIL("[e-mail address]"),
  PHONE("[telephone number]");

  private static final String SETTING = "REDACT_KINDS";

  private final String instead;

  Kind(String instead) {
    this.instead = instead;
  }

  /** What stands in its place. */
  String instead() {
    return instead;
  }

  /** Those that {@code REDACT_KINDS} lists; all unless it is set. */
  static Set<Kind> in(Settings settings) {
    var kinds = EnumSet.noneOf(Kind.class);
    String list = settings.text(SETTING, "card,ssn,email,phone");
    for (String name : list.split(",", -1)) {
      kinds.add(named(name.strip()));
    }
    return kinds;
  }

  private static Kind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findAny()
        .orElseThrow(() ->
            new InvalidSetting(
                SETTING, "lists something else", "set some of card,ssn,email,phone with commas"));
  }
}
