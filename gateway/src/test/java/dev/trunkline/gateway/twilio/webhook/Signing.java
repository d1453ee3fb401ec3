// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signs as Twilio does, for tests of other packages. */
public final class Signing {
  private Signing() {}

  /** The signature of a request with these decoded fields. */
  public static String sign(String authToken, String url, Map<String, String> fields) {
    var lists = new HashMap<String, List<String>>();
    fields.forEach((name, value) -> lists.put(name, List.of(value)));
    return new TwilioSignature(authToken).of(url, lists);
  }
}
