// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.dialog.core.Manners;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Manners as bytes: decisions are only the same under the manners they were made with. */
public final class MannersForm {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** There are as many manners as assistants, and they live as long as the worker. */
  private static final Map<Manners, MannersForm> KNOWN = new ConcurrentHashMap<>();

  private final byte[] json;
  private final int fingerprint;

  private MannersForm(Manners manners) {
    try {
      json = JSON.writeValueAsBytes(manners);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
    fingerprint = Arrays.hashCode(json) | 1;
  }

  static MannersForm of(Manners manners) {
    return KNOWN.computeIfAbsent(manners, MannersForm::new);
  }

  byte[] json() {
    return json;
  }

  /** Not 0. */
  int fingerprint() {
    return fingerprint;
  }

  /**
   * Reads what a record carries.
   *
   * @throws IOException if it is none, or of a release whose manners were others
   */
  public static Manners read(byte[] json) throws IOException {
    return JSON.readValue(json, Manners.class);
  }
}
