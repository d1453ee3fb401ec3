// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A kind of personal data that can be redacted. If two kinds overlap, the first one wins. */
public enum PiiKind {
  /** 13 to 19 digits with a valid check digit. */
  CARD("[card number]"),
  /** United States: 9 digits. */
  SSN("[social security number]"),
  EMAIL("[e-mail address]"),
  PHONE("[telephone number]");

  static final Setting<String> KINDS =
      Setting.text("DIALOG_REDACT_KINDS", "card,ssn,email,phone")
          .meaning("What is taken out of redacted transcripts: any of the default's, with commas.")
          .reason("Analytics need some of it.")
          .readBy(Component.DIALOG_WORKER);

  private final String placeholder;

  PiiKind(String placeholder) {
    this.placeholder = placeholder;
  }

  /** The text that replaces the data. */
  String placeholder() {
    return placeholder;
  }

  /** Those that {@code DIALOG_REDACT_KINDS} lists; all unless it is set. */
  static Set<PiiKind> in(Settings settings) {
    var kinds = EnumSet.noneOf(PiiKind.class);
    String list = settings.get(KINDS);
    for (String name : list.split(",", -1)) {
      kinds.add(named(name.strip()));
    }
    return kinds;
  }

  private static PiiKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findAny()
        .orElseThrow(() ->
            new InvalidSetting(
                KINDS.name(),
                "contains an unknown kind",
                "use a comma-separated list of card,ssn,email,phone"));
  }
}
