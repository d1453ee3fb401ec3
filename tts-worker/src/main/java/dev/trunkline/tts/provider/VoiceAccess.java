// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import dev.trunkline.tts.core.OutputFormat;
import java.net.URI;
import java.time.Duration;

/**
 * Where and how to reach a speech provider.
 *
 * @param baseUrl the provider's root, http(s) or ws(s)
 * @param apiKey sent as header {@code xi-api-key}; secret
 * @param connectTimeout for the connection, and again for the response to the upgrade
 * @param pingInterval a socket that does not answer a ping within it counts as broken
 */
public record VoiceAccess(
    URI baseUrl,
    String apiKey,
    Voice voice,
    String model,
    OutputFormat format,
    Duration connectTimeout,
    Duration pingInterval) {

  /** The same model, format and times at another provider. */
  public VoiceAccess atProvider(URI otherUrl, String otherKey, Voice otherVoice) {
    return new VoiceAccess(
        otherUrl, otherKey, otherVoice, model, format, connectTimeout, pingInterval);
  }

  @Override
  public String toString() {
    return "VoiceAccess[" + baseUrl + ", voice " + voice.id() + ", model " + model + "]";
  }
}
