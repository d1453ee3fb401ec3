// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static dev.trunkline.runtime.settings.Component.GATEWAY;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import java.net.URI;
import java.util.Optional;

/**
 * Whether calls may come in without Twilio's signature. Where providers are paid, only if the
 * operator says so; and then, as in a trial without keys, from this machine alone.
 */
public final class Unsigned {
  public static final Setting<Boolean> ALLOW_UNSIGNED =
      Setting.flag("GATEWAY_ALLOW_UNSIGNED", false)
          .meaning(
              "With true, the gateway starts without `TWILIO_AUTH_TOKEN` although a provider's key"
                  + " is set, and listens on 127.0.0.1 unless `BIND_ADDRESS` says otherwise.")
          .reason("Trials with real providers and the simulated telephone.")
          .readBy(GATEWAY);

  private static final String ALL = "0.0.0.0";

  private Unsigned() {}

  /**
   * Looks at the settings of a whole installation, or at those that a gateway alone is given.
   *
   * @throws InvalidSetting if anyone could make calls at the operator's cost
   */
  public static void check(Settings settings) {
    if (settings.isSet(SharedSettings.TWILIO_AUTH_TOKEN)) {
      return;
    }
    Optional<Boolean> said = settings.find(ALLOW_UNSIGNED);
    if (said.orElse(!isPaid(settings))) {
      return;
    }
    throw new InvalidSetting(
        SharedSettings.TWILIO_AUTH_TOKEN.name(),
        "is not set, so anyone could place calls that your providers charge you for",
        "set it to the auth token of your Twilio account, or, to try without Twilio from this"
            + " machine alone, "
            + ALLOW_UNSIGNED.name()
            + "=true");
  }

  /** Where the gateway listens. */
  static String bindAddress(Settings settings) {
    return settings
        .find(SharedSettings.BIND_ADDRESS)
        .orElse(settings.isSet(SharedSettings.TWILIO_AUTH_TOKEN) ? ALL : SharedSettings.LOOPBACK);
  }

  private static boolean isPaid(Settings settings) {
    return isPaid(settings, "OPENAI") || isPaid(settings, "ELEVENLABS");
  }

  /** A key for a stand-in on this machine costs nothing. */
  private static boolean isPaid(Settings settings, String provider) {
    return settings.variable(provider + "_API_KEY").isPresent()
        && settings.variable(provider + "_BASE_URL").filter(Unsigned::isThisMachine).isEmpty();
  }

  private static boolean isThisMachine(String url) {
    try {
      String host = URI.create(url).getHost();
      return host != null && host.matches("localhost|127(\\.\\d+){3}|\\[::1\\]");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
