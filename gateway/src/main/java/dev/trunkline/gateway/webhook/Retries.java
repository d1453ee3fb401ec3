// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

/**
 * How Twilio tries to reach a webhook, which the fragment of its URL may say; Twilio neither sends
 * nor signs that (“connection overrides”).
 *
 * <p>By default it tries again once, and only if no connection can be made, and waits 15 s for an
 * answer. But whoever connects in the moment in which a gateway is killed may be connected and then
 * cut off, and one that hangs takes connections and says nothing. For a call whose stream has just
 * broken for the same reason, that would be the end.
 */
final class Retries {
  private static final String FRAGMENT = "#rc=3&rp=ct,rt,5xx&ct=2000&rt=3000";

  private Retries() {}

  /** {@code url}, at which Twilio shall try up to three times more to find who answers in 3 s. */
  static String at(String url) {
    return url + FRAGMENT;
  }
}
