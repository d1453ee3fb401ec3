// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A simulator for one test, and the addresses of the voice's sockets. */
abstract class SpeechSocketsRig {
  static final String BASE = "/v1/text-to-speech/" + Rig.VOICE;
  private static final String QUERY = "?model_id=eleven_turbo_v2_5&output_format=ulaw_8000";
  static final String MULTI = BASE + "/multi-stream-input" + QUERY;
  static final String SINGLE = BASE + "/stream-input" + QUERY;

  private @Nullable Rig rig;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  static byte[] audio(ObjectNode frame) {
    return Base64.getDecoder().decode(frame.path("audio").asText());
  }

  Rig start(String... settings) {
    var map = new HashMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    Rig started = new Rig(Map.copyOf(map));
    rig = started;
    return started;
  }

  Rig rig() {
    return Objects.requireNonNull(rig);
  }
}
