// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import dev.trunkline.runtime.settings.Settings;

/**
 * Twilio's HTTP requests.
 *
 * @param timeoutMs {@code TELEPHONE_WEBHOOK_TIMEOUT_MS} (15000): Twilio's ceiling for all requests
 *     of a call, retries included
 * @param maxRedirects {@code TELEPHONE_MAX_REDIRECTS} (10): HTTP redirects of one request, and
 *     {@code <Redirect>}s in a row
 * @param callbacks {@code TELEPHONE_CALLBACKS} (in_order): how status callbacks arrive
 */
public record WebhookSettings(int timeoutMs, int maxRedirects, Delivery callbacks) {
  /** How status callbacks arrive. */
  public enum Delivery {
    /** Once each, in order. */
    IN_ORDER,
    /** Every one twice. */
    DUPLICATED,
    /** Every one after the one that follows it, except that the last comes last or last but one. */
    OUT_OF_ORDER
  }

  /** Reads them. */
  public static WebhookSettings from(Settings settings) {
    return new WebhookSettings(
        settings.integer("TELEPHONE_WEBHOOK_TIMEOUT_MS", 15_000, 100, 15_000),
        settings.integer("TELEPHONE_MAX_REDIRECTS", 10, 0, 1_000),
        settings.choice("TELEPHONE_CALLBACKS", Delivery.IN_ORDER));
  }
}
