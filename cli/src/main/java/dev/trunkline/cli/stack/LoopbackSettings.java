// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.stack;

import dev.trunkline.runtime.settings.Settings;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Settings for services, stand-ins and a telephone that are all on this machine. */
public final class LoopbackSettings {
  private LoopbackSettings() {}

  /** Without provider keys, so that no account is used. */
  public static Settings withoutKeys(Settings settings) {
    return settings.with(Map.of("OPENAI_API_KEY", "", "ELEVENLABS_API_KEY", ""));
  }

  /**
   * A random token, and streams without TLS.
   *
   * @param bootstrapServers where Kafka is
   * @param port where calls come in
   */
  public static Settings connected(Settings settings, String bootstrapServers, int port) {
    var token = new byte[16];
    ThreadLocalRandom.current().nextBytes(token);
    return settings.with(
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
            "TWILIO_AUTH_TOKEN", HexFormat.of().formatHex(token),
            "TWILIO_ACCOUNT_SID", "",
            "TWILIO_STREAM_URL", "",
            "GATEWAY_PUBLIC_URL", "http://127.0.0.1:" + port,
            "SIM_TELEPHONE_ALLOW_WS", "true",
            "SIM_TELEPHONE_SIGN_WS_AS_WSS", "false"));
  }
}
