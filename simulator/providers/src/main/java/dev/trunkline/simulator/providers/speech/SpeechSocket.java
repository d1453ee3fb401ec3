// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.FaultPlan;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.providers.wire.WebSocketClientPeer;
import dev.trunkline.simulator.speech.Synthesizer;
import org.jspecify.annotations.Nullable;

/** What all contexts of one socket share. Any thread. */
record SpeechSocket(
    WebSocketClientPeer peer,
    String voice,
    SocketParameters parameters,
    TtsSettings settings,
    TtsFrames frames,
    Synthesizer synthesizer,
    FaultPlan faults,
    Journal journal) {

  /** Tells an error and closes the socket, with as much of the text as the close frame takes. */
  void fail(String code, String message, @Nullable String context) {
    note("error", Json.object().put("code", code).put("context", context));
    peer.send(frames.error(code, message, context));
    peer.close(TtsFrames.POLICY_VIOLATION, message);
  }

  void note(String kind, ObjectNode details) {
    journal.add(Provider.TTS.key(), kind, peer.id(), details);
  }
}
