// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.RewriteRule.group;

import java.util.List;
import java.util.Map;

/** Reads out money, percentages and measures. */
final class AmountRules {
  private static final String NUMBER = "(\\d{1,3}(?:,\\d{3})+|\\d+)";
  private static final String SCALE = "(?:\\s?(k|K|m|M|bn|thousand|million|billion|trillion)\\b)?";

  private record Currency(String one, String many, String cent, String cents) {}

  private static final Currency DOLLAR = new Currency("dollar", "dollars", "cent", "cents");
  private static final Currency EURO = new Currency("euro", "euros", "cent", "cents");
  private static final Currency POUND = new Currency("pound", "pounds", "penny", "pence");
  private static final Currency YEN = new Currency("yen", "yen", "sen", "sen");
  private static final Currency FRANC = new Currency("franc", "francs", "centime", "centimes");

  private static final Map<String, String[]> UNITS =
      Map.ofEntries(
          unit("km", "kilometer"),
          unit("cm", "centimeter"),
          unit("mm", "millimeter"),
          unit("m", "meter"),
          unit("kg", "kilogram"),
          unit("mg", "milligram"),
          unit("g", "gram"),
          unit("ml", "milliliter"),
          unit("l", "liter"),
          unit("mi", "mile"),
          unit("lb", "pound"),
          unit("lbs", "pound"),
          unit("oz", "ounce"),
          unit("GB", "gigabyte"),
          unit("MB", "megabyte"),
          unit("TB", "terabyte"),
          unit("min", "minute"),
          unit("mins", "minute"),
          unit("hr", "hour"),
          unit("hrs", "hour"),
          unit("h", "hour"),
          unit("sec", "second"),
          unit("secs", "second"),
          unit("ms", "millisecond"),
          unit("kWh", "kilowatt hour"),
          unit("yrs", "year"),
          Map.entry("ft", new String[] {"foot", "feet"}),
          Map.entry("mph", new String[] {"mile per hour", "miles per hour"}),
          Map.entry("km/h", new String[] {"kilometer per hour", "kilometers per hour"}),
          Map.entry("°C", new String[] {"degree Celsius", "degrees Celsius"}),
          Map.entry("°F", new String[] {"degree Fahrenheit", "degrees Fahrenheit"}),
          Map.entry("°", new String[] {"degree", "degrees"}));

  static final List<RewriteRule> RULES =
      List.of(
          RewriteRule.of("(?<=[$€£¥]\\d{1,9}|\\d%)\\s*[-–—]\\s*(?=[$€£¥]?\\d)", " to "),
          RewriteRule.of("(?<![\\w)])-(?=[$€£¥]?\\d)", "minus "),
          RewriteRule.of(
              "(?:US|CA|AU)?([$€£¥])\\s?" + NUMBER + "(?:\\.(\\d+))?" + SCALE,
              m -> money(m.group(1), m.group(2), group(m, 3), group(m, 4))),
          RewriteRule.of(
              NUMBER + "(?:\\.(\\d+))?" + SCALE + "\\s?([$€£¥]|(?:USD|EUR|GBP|CHF|JPY)\\b)",
              m -> money(m.group(4), m.group(1), group(m, 2), group(m, 3))),
          RewriteRule.of(
              "(?<=\\p{L})/(?=(?:month|year|day|hour|week|night|person|item|unit|piece)\\b)",
              " per "),
          RewriteRule.of(
              NUMBER + "(\\.\\d+)?\\s?%",
              m -> SpelledNumbers.decimal(m.group(1) + group(m, 2)) + " percent"),
          RewriteRule.of(
              NUMBER
                  + "(\\.\\d+)?\\s?(km/h|mph|km|cm|mm|kg|mg|ml|lbs?|oz|ft|mi|GB|MB|TB|kWh|mins?|hrs?|secs?|ms|yrs|[mglh]|°\\s?[CF]|°)(?![\\w²])",
              m -> measure(m.group(1) + group(m, 2), m.group(3).replace(" ", ""))));

  private AmountRules() {}

  private static String money(String sign, String whole, String part, String scale) {
    Currency currency = currency(sign);
    if (!scale.isEmpty() || part.length() == 1 || part.length() > 2) {
      String number = SpelledNumbers.decimal(part.isEmpty() ? whole : whole + "." + part);
      return number + scaled(scale) + " " + currency.many();
    }
    long units = Long.parseLong(whole.replace(",", ""));
    long cents = part.isEmpty() ? 0 : Long.parseLong(part);
    String small = count(cents, currency.cent(), currency.cents());
    if (units == 0 && cents > 0) {
      return small;
    }
    String large = count(units, currency.one(), currency.many());
    return cents == 0 ? large : large + " and " + small;
  }

  private static String scaled(String scale) {
    return switch (scale) {
      case "" -> "";
      case "k", "K" -> " thousand";
      case "m", "M" -> " million";
      case "bn" -> " billion";
      default -> " " + scale;
    };
  }

  private static Currency currency(String sign) {
    return switch (sign) {
      case "€", "EUR" -> EURO;
      case "£", "GBP" -> POUND;
      case "¥", "JPY" -> YEN;
      case "CHF" -> FRANC;
      default -> DOLLAR;
    };
  }

  private static String measure(String number, String unit) {
    String[] names = UNITS.getOrDefault(unit, new String[] {unit, unit});
    return SpelledNumbers.decimal(number) + " " + (number.equals("1") ? names[0] : names[1]);
  }

  private static String count(long n, String one, String many) {
    return SpelledNumbers.cardinal(n) + " " + (n == 1 ? one : many);
  }

  private static Map.Entry<String, String[]> unit(String sign, String name) {
    return Map.entry(sign, new String[] {name, name + "s"});
  }
}
