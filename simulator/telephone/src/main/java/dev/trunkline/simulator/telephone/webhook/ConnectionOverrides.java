// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a webhook URL's fragment asks of the connection, or Twilio's defaults: {@code ct} and {@code
 * rt} are the connect and read time limits, {@code tt} the one for everything, {@code rc} the
 * number of retries and {@code rp} what for. (Egress and SNI make no difference here.)
 */
record ConnectionOverrides(
    int connectMs, int readMs, int totalMs, int retries, List<String> retryOn) {

  static ConnectionOverrides of(URI url, WebhookSettings settings) {
    Map<String, String> knobs = new HashMap<>();
    String fragment = url.getRawFragment() == null ? "" : url.getRawFragment();
    for (String knob : fragment.split("&", -1)) {
      int equals = knob.indexOf('=');
      if (equals > 0) {
        knobs.put(knob.substring(0, equals), knob.substring(equals + 1));
      }
    }
    int limit = settings.timeoutMs();
    return new ConnectionOverrides(
        number(knobs, "ct", 100, Math.min(10_000, limit), Math.min(5_000, limit)),
        number(knobs, "rt", 100, limit, limit),
        number(knobs, "tt", 100, limit, limit),
        number(knobs, "rc", 0, 5, 1),
        List.of(knobs.getOrDefault("rp", "ct").split(",", -1)));
  }

  boolean retries(String failure) {
    return retryOn.contains("all") || retryOn.contains(failure);
  }

  private static int number(
      Map<String, String> knobs, String name, int min, int max, int defaultValue) {
    String value = knobs.getOrDefault(name, "");
    if (!value.matches("\\d{1,6}")) {
      return defaultValue;
    }
    return Math.clamp(Integer.parseInt(value), Math.min(min, max), max);
  }
}
