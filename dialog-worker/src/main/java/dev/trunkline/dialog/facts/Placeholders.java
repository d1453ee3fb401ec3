// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.facts;

import dev.trunkline.events.TurnEvent.CallFacts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills placeholders such as <code>{now}</code> with what is known of a call. All times are that of
 * the start of the call, so that a prompt stays the same during a call and in a replay.
 * Thread-safe.
 */
public final class Placeholders {
  private static final String NAMES = "now|date|time|weekday|zone|caller|called|call";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(" + NAMES + ")\\}");
  private static final Pattern ENCODED = Pattern.compile("%7B(" + NAMES + ")%7D");
  private static final String UNKNOWN = "unknown";
  private static final int MAX_LENGTH = 100;

  /** What Twilio writes for callers that withhold their number, the last ones in key letters. */
  private static final Set<String> WITHHELD =
      Set.of(
          "anonymous",
          "restricted",
          "unavailable",
          "unknown",
          "private",
          "blocked",
          "+266696687",
          "+7378742833",
          "+2562533",
          "+8656696",
          "+86282452253");

  private Placeholders() {}

  /** True if {@code zone} names a time zone. */
  public static boolean isZone(String zone) {
    try {
      ZoneId.of(zone);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** True if {@code text} has a placeholder. */
  public static boolean isIn(String text) {
    return PLACEHOLDER.matcher(text).find();
  }

  /**
   * The facts of a call.
   *
   * @param zone of the assistant
   */
  public static CallFacts facts(String caller, String called, long startedAtMs, String zone) {
    OffsetDateTime started =
        Instant.ofEpochMilli(startedAtMs)
            .atZone(ZoneId.of(zone))
            .toOffsetDateTime()
            .truncatedTo(ChronoUnit.SECONDS);
    return new CallFacts(
        number(caller),
        number(called),
        started.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
        zone);
  }

  private static String number(String number) {
    String plain = number.replaceAll("[\\p{Cntrl}{}]", "").strip();
    boolean withheld = WITHHELD.contains(plain.toLowerCase(Locale.ROOT));
    return withheld ? "" : plain.substring(0, Math.min(plain.length(), MAX_LENGTH));
  }

  /**
   * For people and models: names of days and months in {@code language}, {@code unknown} for a
   * number that is withheld.
   *
   * @param language ISO 639-1, null for English
   */
  public static String fill(
      String text, String callSid, CallFacts facts, @Nullable String language) {
    Locale locale = language == null ? Locale.ENGLISH : Locale.forLanguageTag(language);
    return replace(
        PLACEHOLDER,
        text,
        name ->
            switch (name) {
              case "now" ->
                  at(facts, "EEEE, d MMMM uuuu, HH:mm", locale) + " (" + facts.zone() + ")";
              case "date" -> at(facts, "d MMMM uuuu", locale);
              case "caller" -> facts.caller().isEmpty() ? UNKNOWN : facts.caller();
              case "called" -> facts.called().isEmpty() ? UNKNOWN : facts.called();
              default -> plain(name, callSid, facts, locale);
            });
  }

  /**
   * For programs: ISO 8601, empty for a number that is withheld.
   *
   * @param text a header, or a URL in which the braces are encoded
   */
  public static String fillForTool(String text, String callSid, @Nullable CallFacts facts) {
    if (facts == null) {
      return text;
    }
    UnaryOperator<String> value =
        name ->
            switch (name) {
              case "now" -> facts.startedAt();
              case "date" -> facts.startedAt().substring(0, 10);
              case "caller" -> facts.caller();
              case "called" -> facts.called();
              default -> plain(name, callSid, facts, Locale.ENGLISH);
            };
    String filled = replace(PLACEHOLDER, text, name -> ascii(value.apply(name)));
    return replace(
        ENCODED,
        filled,
        name -> URLEncoder.encode(value.apply(name), StandardCharsets.UTF_8).replace("+", "%20"));
  }

  private static String plain(String name, String callSid, CallFacts facts, Locale locale) {
    return switch (name) {
      case "time" -> at(facts, "HH:mm", locale);
      case "weekday" -> at(facts, "EEEE", locale);
      case "zone" -> facts.zone();
      default -> callSid;
    };
  }

  private static String at(CallFacts facts, String pattern, Locale locale) {
    return OffsetDateTime.parse(facts.startedAt())
        .format(DateTimeFormatter.ofPattern(pattern, locale));
  }

  private static String ascii(String value) {
    return value.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static String replace(Pattern pattern, String text, UnaryOperator<String> value) {
    return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value.apply(m.group(1))));
  }
}
