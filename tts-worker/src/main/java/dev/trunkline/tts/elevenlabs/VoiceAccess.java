// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import java.net.URI;
import java.time.Duration;

/**
 * Where and how the voice is had.
 *
 * @param baseUrl the provider's root, http(s) or ws(s)
 * @param apiKey sent as header {@code xi-api-key}; secret
 * @param connectTimeout for the connection, and again for the answer to the upgrade
 * @param pingInterval a socket that does not answer a ping within it is taken for broken
 */
public record VoiceAccess(
    URI baseUrl,
    String apiKey,
    Voice voice,
    String model,
    OutputFormat format,
    Duration connectTimeout,
    Duration pingInterval) {

  /** The same of another provider. */
  public VoiceAccess elsewhere(URI base, String key, Voice theirs) {
    return new VoiceAccess(base, key, theirs, model, format, connectTimeout, pingInterval);
  }

  @Override
  public String toString() {
    return "VoiceAccess[" + baseUrl + ", voice " + voice.id() + ", model " + model + "]";
  }
}
