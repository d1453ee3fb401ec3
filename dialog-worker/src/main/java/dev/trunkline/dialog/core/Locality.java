// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.dialog.facts.Placeholders;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.events.TurnEvent.CallFacts;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Where an assistant is: fills the placeholders of its texts.
 *
 * @param timeZone IANA name
 * @param language ISO 639-1, null for English
 */
public record Locality(
    String timeZone, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String language) {
  static final Setting<String> TIME_ZONE =
      Setting.text("timeZone", "UTC")
          .meaning("The assistant's time zone, for `{now}`, `{date}`, `{time}` and `{weekday}`.")
          .reason("Always, if callers speak of days and times: for example Europe/Berlin.");

  static Locality from(Settings manners, @Nullable String language) {
    String zone = manners.get(TIME_ZONE);
    if (!Placeholders.isZone(zone)) {
      throw new InvalidSetting(
          TIME_ZONE.name(), "is not a time zone", "use a name such as Europe/Berlin");
    }
    return new Locality(zone, language);
  }

  CallFacts facts(CallParties parties) {
    return Placeholders.facts(parties.caller(), parties.called(), parties.startedAtMs(), timeZone);
  }

  /** A text for the model. */
  String fill(String text, String callSid, CallParties parties) {
    return Placeholders.isIn(text)
        ? Placeholders.fill(text, callSid, facts(parties), language)
        : text;
  }

  /** A text for the voice, which is in spoken form already unless it has placeholders. */
  String fillSpoken(String text, String callSid, CallParties parties) {
    return Placeholders.isIn(text)
        ? TextNormalizer.forLanguage(language).normalize(fill(text, callSid, parties))
        : text;
  }
}
