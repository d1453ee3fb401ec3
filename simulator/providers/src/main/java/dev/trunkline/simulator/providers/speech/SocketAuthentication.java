// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.ApiKeys;

/**
 * Who may speak through a socket: the key may come with the upgrade or in the first message.
 *
 * @param known whether the upgrade already carried a good key
 */
record SocketAuthentication(ApiKeys keys, boolean known, String voice, TtsSettings settings) {
  void admit(ObjectNode first) throws TtsError {
    String authorization = first.path("authorization").asText("");
    boolean good =
        known
            || keys.accepts(first.path("xi-api-key").asText(""))
            || keys.accepts(first.path("xi_api_key").asText(""))
            || keys.acceptsBearer(authorization);
    if (!good) {
      throw TtsError.invalidKey();
    }
    if (!settings.knowsVoice(voice)) {
      throw TtsError.noSuchVoice(voice);
    }
  }
}
