// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decoded fields of a form or query, including repeated and empty ones, whitespace kept.
 *
 * @param all values by name, in their original order
 */
record FormFields(Map<String, List<String>> all) {

  /**
   * Parses {@code application/x-www-form-urlencoded} text.
   *
   * @throws IllegalArgumentException if a percent escape is invalid
   */
  static FormFields parse(String encoded) {
    var all = new LinkedHashMap<String, List<String>>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        all.computeIfAbsent(URLDecoder.decode(name, UTF_8), n -> new ArrayList<>())
            .add(URLDecoder.decode(value, UTF_8));
      }
    }
    return new FormFields(all);
  }

  /** {@code CallSid}; empty also if it is malformed. */
  Optional<String> callSid() {
    return sid("CallSid");
  }

  /** One of Twilio's identifiers; empty also if it is malformed. */
  Optional<String> sid(String name) {
    return first(name).filter(sid -> sid.matches("\\w{1,64}"));
  }

  /** The first value of {@code name}; empty also if that is the empty string. */
  Optional<String> first(String name) {
    List<String> values = all.get(name);
    return values == null || values.getFirst().isEmpty()
        ? Optional.empty()
        : Optional.of(values.getFirst());
  }
}
