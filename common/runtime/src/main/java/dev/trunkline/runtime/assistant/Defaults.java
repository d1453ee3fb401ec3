// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file's {@code defaults}: what applies to every assistant that does not say otherwise, and to
 * calls to numbers that no assistant answers.
 *
 * @param language ISO 639; English if nothing is said of it, null to detect it
 * @param recognition how callers are transcribed, besides their language
 * @param manners texts, word lists and times by their names in the file
 */
public record Defaults(
    @Nullable String language, Recognition recognition, Map<String, LocatedText> manners) {
  /** What the built-in prompt, greeting and other texts are written in. */
  private static final String ENGLISH = "en";

  static final Defaults NONE = new Defaults(ENGLISH, Recognition.DEFAULT, Map.of());

  public Defaults {
    manners = Map.copyOf(manners);
  }

  static Defaults read(Fields fields) {
    @Nullable String language = language(fields.language(), ENGLISH);
    var manners = new LinkedHashMap<String, LocatedText>();
    fields.fields("manners").ifPresent(all -> manners.putAll(all.textsByName()));
    Recognition recognition = Recognition.of(fields, Recognition.DEFAULT);
    fields.done();
    return new Defaults(language, recognition, manners);
  }

  /** The language that {@code text} names; null if it is to be detected. */
  static @Nullable String language(Optional<LocatedText> text, @Nullable String missing) {
    return text.isEmpty()
        ? missing
        : text.map(LocatedText::text).filter(code -> !code.equals(Fields.DETECTED)).orElse(null);
  }
}
