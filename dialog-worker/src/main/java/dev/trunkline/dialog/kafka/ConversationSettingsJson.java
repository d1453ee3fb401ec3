// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.dialog.core.ConversationSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Settings as the bytes of the header {@code manners}. Decisions can be repeated only under the
 * settings they were made with.
 */
public final class ConversationSettingsJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** One entry per assistant; they live as long as the worker. */
  private static final Map<ConversationSettings, ConversationSettingsJson> CACHE =
      new ConcurrentHashMap<>();

  private final byte[] json;
  private final int fingerprint;

  private ConversationSettingsJson(ConversationSettings settings) {
    try {
      json = JSON.writeValueAsBytes(settings);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
    fingerprint = Arrays.hashCode(json) | 1;
  }

  static ConversationSettingsJson of(ConversationSettings settings) {
    return CACHE.computeIfAbsent(settings, ConversationSettingsJson::new);
  }

  byte[] json() {
    return json;
  }

  /** Never 0. */
  int fingerprint() {
    return fingerprint;
  }

  /**
   * Reads the header of a record.
   *
   * @throws IOException if it is not valid, or of a release with other settings
   */
  public static ConversationSettings read(byte[] json) throws IOException {
    return JSON.readValue(json, ConversationSettings.class);
  }
}
