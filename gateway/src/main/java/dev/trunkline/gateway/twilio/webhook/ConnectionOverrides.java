// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

/**
 * Twilio's connection overrides: the fragment of a webhook URL sets how Twilio connects and
 * retries. Twilio neither sends nor signs the fragment.
 *
 * <p>By default Twilio waits 15 s for an answer and retries once, and only if it cannot connect.
 * That loses calls: a connection to a gateway that is just being killed may be accepted and then
 * cut, and a gateway that hangs accepts connections and never answers.
 */
final class ConnectionOverrides {
  /** 3 retries on connect timeout, read timeout or 5xx; 2 s to connect, 3 s for the answer. */
  private static final String FRAGMENT = "#rc=3&rp=ct,rt,5xx&ct=2000&rt=3000";

  private ConnectionOverrides() {}

  /** {@code url} with the overrides added. */
  static String addTo(String url) {
    return url + FRAGMENT;
  }
}
