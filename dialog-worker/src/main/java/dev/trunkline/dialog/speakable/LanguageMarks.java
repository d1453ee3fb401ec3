// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.text.StringCharacterIterator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a language marks sentences and words: ICU's rules and abbreviations for it, and what a stream
 * of an unknown language needs besides. ICU's iterators are cloned from a cache, since loading one
 * takes milliseconds. For one answer; not thread-safe.
 */
public final class LanguageMarks {
  /** Periods behind these end no sentence, in any language: a boundary too few is not heard. */
  private static final Set<String> ABBREVIATIONS =
      new HashSet<>(
          Arrays.asList(
              ("mr mrs ms dr st e.g i.e vs approx prof tel ext incl max min jan feb mar apr aug sep"
                   + " sept oct nov dec ca bzw usw nr str inkl zzgl evtl ggf vgl mind sog geb gest"
                   + " okt dez jr jh hr fr abs mio mrd std tgl art bd mme mlle av env janv févr avr"
                   + " juil sr sra srta dra avda aprox núm pág ud uds sig dott ecc tlf bijv dhr"
                   + " mevr drs ong blz ул тел руб стр им млн тыс мин godz np ul tzn al kl t.ex"
                   + " bl.a osv ang m.m f.eks vb örn")
                  .split(" ")));

  /** Written with a period only in front of a number. */
  private static final Set<String> BEFORE_NUMBERS = Set.of("no", "nos", "art", "p", "pp", "n");

  private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}\\p{M}.]+)\\.$");
  private static final Pattern LAST_NUMBER = Pattern.compile("(?<![\\p{L}\\d.,:])(\\d{1,3})\\.$");

  private static final Map<String, BreakIterator> SENTENCES = new ConcurrentHashMap<>();
  private static final Map<String, BreakIterator> WORDS = new ConcurrentHashMap<>();

  private final boolean english;
  private final BreakIterator sentences;
  private final BreakIterator words;

  /**
   * @param language ISO 639-1 code, optionally with a region; null if unknown
   */
  public LanguageMarks(@Nullable String language) {
    String code =
        language == null ? "en" : language.replaceAll("[-_].*", "").toLowerCase(Locale.ROOT);
    english = code.equals("en") || code.equals("auto");
    sentences = (BreakIterator) SENTENCES.computeIfAbsent(code, LanguageMarks::sentences).clone();
    words =
        (BreakIterator)
            WORDS.computeIfAbsent(code, c -> BreakIterator.getLineInstance(new ULocale(c))).clone();
  }

  private static BreakIterator sentences(String code) {
    ULocale locale = new ULocale(code);
    return FilteredBreakIteratorBuilder.getInstance(locale)
        .wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
  }

  /**
   * True if the period before {@code mark} ends a sentence.
   *
   * @param mark the position after the period
   * @param next the position of the next sentence, at most the text's length
   * @param foreign true if {@code text} is not English, whatever the assistant's language
   */
  public boolean periodEnds(String text, int mark, int next, BooleanSupplier foreign) {
    String before = text.substring(0, mark);
    String after = text.substring(next);
    var word = LAST_WORD.matcher(before);
    if (word.find()) {
      String last = word.group(1).toLowerCase(Locale.ROOT);
      boolean initial = last.length() == 1 || last.matches("(\\p{L}\\.)+\\p{L}");
      boolean numbered =
          BEFORE_NUMBERS.contains(last) && (after.isEmpty() || Character.isDigit(after.charAt(0)));
      if (initial || numbered || ABBREVIATIONS.contains(last)) {
        return false;
      }
    }
    var number = LAST_NUMBER.matcher(before);
    if (number.find()) {
      boolean item = before.substring(0, number.start()).stripTrailing().isEmpty();
      boolean line = number.start() > 0 && before.charAt(number.start() - 1) == '\n';
      return !item && !line && english && !after.isEmpty() && !foreign.getAsBoolean();
    }
    if (after.isEmpty()) {
      return true;
    }
    if (Character.isLowerCase(after.codePointAt(0))) {
      return false;
    }
    // Without markup between the two, which ICU takes for letters.
    sentences.setText(new StringCharacterIterator(before + " " + after));
    return sentences.isBoundary(mark + 1);
  }

  /** The last position from {@code min} to {@code max} between two words; -1 if there is none. */
  public int wordEnd(String text, int min, int max) {
    words.setText(text);
    int end = words.preceding(Math.min(max, text.length()) + 1);
    return end >= min && end <= max ? end : -1;
  }
}
