// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;

/** Twilio's HTTP requests. */
public record WebhookSettings(int timeoutMs, int maxRedirects, Delivery callbacks) {

  static final Setting<Integer> WEBHOOK_TIMEOUT_MS =
      Setting.integer("SIM_TELEPHONE_WEBHOOK_TIMEOUT_MS", 15_000, 100, 15_000)
          .meaning("Twilio's ceiling for all requests of a call, retries included.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MAX_REDIRECTS =
      Setting.integer("SIM_TELEPHONE_MAX_REDIRECTS", 10, 0, 1_000)
          .meaning("HTTP redirects of one request, and `<Redirect>`s in a row.")
          .readBy(Component.SIMULATOR);

  static final Setting<Delivery> CALLBACKS =
      Setting.choice("SIM_TELEPHONE_CALLBACKS", Delivery.IN_ORDER)
          .meaning("How status callbacks arrive.")
          .readBy(Component.SIMULATOR);

  /** How status callbacks arrive. */
  public enum Delivery {
    /** Once each, in order. */
    IN_ORDER,
    /** Every one twice. */
    DUPLICATED,
    /** Every one after the one that follows it, except that the last comes last or last but one. */
    OUT_OF_ORDER
  }

  /** Reads the settings. */
  public static WebhookSettings from(Settings settings) {
    return new WebhookSettings(
        settings.get(WEBHOOK_TIMEOUT_MS), settings.get(MAX_REDIRECTS), settings.get(CALLBACKS));
  }
}
