// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.assistant.Recognition;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What an assistant wants of its callers' sessions. Scribe fixes it when a session is opened.
 *
 * @param language ISO 639; Scribe detects the language if null
 */
public record SessionOptions(@Nullable String language, Recognition recognition) {

  /** Those of the assistant of this name; of the default one if there is none. */
  public static SessionOptions of(Assistants assistants, @Nullable String name) {
    Assistant assistant = assistants.named(name).orElse(null);
    return assistant == null
        ? new SessionOptions(assistants.defaults().language(), assistants.defaults().recognition())
        : new SessionOptions(assistant.language(), assistant.recognition());
  }

  void addTo(HttpUrl.Builder url) {
    if (language != null) {
      url.addQueryParameter("language_code", language);
    }
    for (String code : recognition.secondaryLanguages()) {
      if (!code.equals(language)) {
        url.addQueryParameter("secondary_languages", code);
      }
    }
    recognition.keyterms().forEach(term -> url.addQueryParameter("keyterms", term));
    if (recognition.noVerbatim()) {
      url.addQueryParameter("no_verbatim", "true");
    }
    if (recognition.filterBackgroundAudio()) {
      url.addQueryParameter("filter_background_audio", "true");
    }
  }
}
