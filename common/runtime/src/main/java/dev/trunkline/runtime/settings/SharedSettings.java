// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import static dev.trunkline.runtime.settings.Component.DIALOG_WORKER;
import static dev.trunkline.runtime.settings.Component.GATEWAY;
import static dev.trunkline.runtime.settings.Component.SIMULATOR;
import static dev.trunkline.runtime.settings.Component.STT_WORKER;
import static dev.trunkline.runtime.settings.Component.VAD_WORKER;

/** Settings that modules read which do not know each other. */
public final class SharedSettings {
  public static final Setting<String> KAFKA_BOOTSTRAP_SERVERS =
      Setting.text("KAFKA_BOOTSTRAP_SERVERS")
          .meaning(
              "The brokers, as `host:port` with commas. Required; `./trunkline run` starts a broker"
                  + " of its own without it.")
          .reason("Always: name your cluster.")
          .readByEveryService();

  public static final Setting<Boolean> VAD_ENABLED =
      Setting.flag("VAD_ENABLED", true)
          .meaning(
              "Whether the VAD worker decides where speech starts and ends. With false, Scribe"
                  + " decides, and no VAD worker is needed.")
          .reason("To do without VAD workers; answers then come later.")
          .readBy(VAD_WORKER, STT_WORKER, DIALOG_WORKER);

  public static final Setting<String> TWILIO_ACCOUNT_SID =
      Setting.text("TWILIO_ACCOUNT_SID")
          .meaning(
              "With the auth token: lets the gateway end calls, transfer them and send keys through"
                  + " Twilio's REST API.")
          .reason("Set it for real calls.")
          .readBy(GATEWAY, SIMULATOR);

  public static final Setting<String> TWILIO_AUTH_TOKEN =
      Setting.secret("TWILIO_AUTH_TOKEN")
          .meaning(
              "Checks Twilio's signatures on webhooks and streams. Required where a provider's key"
                  + " is set, unless `GATEWAY_ALLOW_UNSIGNED` is true; without it nothing is"
                  + " checked.")
          .reason("Set it for real calls.")
          .readBy(GATEWAY, SIMULATOR);

  /** Without a value, {@link #LOOPBACK}. */
  public static final Setting<String> BIND_ADDRESS =
      Setting.text("BIND_ADDRESS")
          .defaultShown("`127.0.0.1`; every address for a gateway that checks signatures")
          .meaning(
              "The address of this machine on which the gateway, the workers' health ports and the"
                  + " simulator listen.")
          .reason(
              "`0.0.0.0` where others must reach them: containers, a Prometheus or proxy on another"
                  + " machine.")
          .readByAllButTheBroker();

  /** This machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  private SharedSettings() {}
}
