// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The field {@code recognition}: how an assistant's callers are transcribed, besides their
 * language.
 *
 * @param secondaryLanguages ISO 639 codes of other languages that callers speak
 * @param keyterms words that the recogniser should expect
 * @param noVerbatim true to leave out filler words and false starts
 * @param filterBackgroundAudio true to leave out other voices and sounds
 */
public record Recognition(
    List<String> secondaryLanguages,
    List<String> keyterms,
    boolean noVerbatim,
    boolean filterBackgroundAudio) {
  /** Nothing but the language. */
  public static final Recognition DEFAULT = new Recognition(List.of(), List.of(), false, false);

  /** Limits of Scribe. */
  private static final int MAX_KEYTERMS = 50;

  private static final int KEYTERM_CHARACTERS = 20;

  public Recognition {
    secondaryLanguages = List.copyOf(secondaryLanguages);
    keyterms = List.copyOf(keyterms);
  }

  /** The field of {@code owner}; what it leaves open is as {@code defaults} say. */
  static Recognition of(Fields owner, Recognition defaults) {
    return owner.fields("recognition").map(fields -> read(fields, defaults)).orElse(defaults);
  }

  private static Recognition read(Fields fields, Recognition defaults) {
    Optional<List<String>> languages =
        fields
            .textsIfSet("secondaryLanguages")
            .map(texts -> valid(fields, texts, Fields.LANGUAGE, Fields.LANGUAGE_CURE));
    Optional<List<String>> keyterms =
        fields
            .textsIfSet("keyterms")
            .map(texts -> {
              if (texts.size() > MAX_KEYTERMS) {
                fields.wrong(
                    texts.get(MAX_KEYTERMS).position(),
                    "keyterms has %d terms; at most %d are possible"
                        .formatted(texts.size(), MAX_KEYTERMS));
              }
              return valid(
                  fields,
                  texts,
                  ".{1,%d}".formatted(KEYTERM_CHARACTERS),
                  "a term has at most %d characters".formatted(KEYTERM_CHARACTERS));
            });
    var read =
        new Recognition(
            languages.orElse(defaults.secondaryLanguages),
            keyterms.orElse(defaults.keyterms),
            fields.flagIfSet("noVerbatim").orElse(defaults.noVerbatim),
            fields.flagIfSet("filterBackgroundAudio").orElse(defaults.filterBackgroundAudio));
    fields.done();
    return read;
  }

  private static List<String> valid(
      Fields fields, List<LocatedText> texts, String pattern, String cure) {
    texts.stream()
        .filter(text -> !text.text().matches(pattern))
        .forEach(text -> fields.wrong(text.position(), text.text() + " is not valid; " + cure));
    return texts.stream()
        .map(LocatedText::text)
        .filter(text -> text.matches(pattern))
        .distinct()
        .collect(Collectors.toList());
  }
}
