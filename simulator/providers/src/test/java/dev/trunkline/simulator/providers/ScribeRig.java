// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A Scribe of the simulator behind a real socket. */
abstract class ScribeRig {
  static final String PATH =
      "/v1/speech-to-text/realtime?model_id=scribe_v2_realtime&audio_format=pcm_16000";

  @Nullable Rig rig;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  String metrics() throws IOException {
    try (var response = rig().get("/metrics")) {
      return response.body().string();
    }
  }

  static String timestamps() {
    return "&include_timestamps=true";
  }

  Client started() throws InterruptedException, IOException {
    Client client = start().socket(PATH);
    client.next("message_type", "session_started");
    return client;
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
    return java.util.Objects.requireNonNull(rig);
  }
}
