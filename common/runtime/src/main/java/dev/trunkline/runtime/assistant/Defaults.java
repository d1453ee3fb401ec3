// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file's {@code defaults}: what applies to every assistant that does not say otherwise, and to
 * calls to numbers that no assistant answers.
 *
 * @param language ISO 639; null if nothing is said of it
 * @param manners texts, word lists and times by their names in the file
 */
public record Defaults(@Nullable String language, Map<String, LocatedText> manners) {
  static final Defaults NONE = new Defaults(null, Map.of());

  public Defaults {
    manners = Map.copyOf(manners);
  }

  static Defaults read(Fields fields) {
    @Nullable String language = fields.language().map(LocatedText::text).orElse(null);
    var manners = new LinkedHashMap<String, LocatedText>();
    fields.fields("manners").ifPresent(all -> manners.putAll(all.textsByName()));
    fields.done();
    return new Defaults(language, manners);
  }
}
