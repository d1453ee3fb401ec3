// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.events.audio.MuLaw;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Makes a gateway double an assistant of few words: it stops when it is spoken over, and says
 * something when the caller has been quiet for 200 ms.
 */
final class AssistantDouble implements Consumer<JsonNode> {
  static final int PATIENCE_MS = 200;
  private static final int FRAME_MS = 20;
  private static final int LOUD = 1_000;

  private final GatewayDouble gateway;
  private final byte[] greeting;
  private final byte[] answer;
  private boolean greeted;
  private boolean listening;
  private int quietMs;

  AssistantDouble(GatewayDouble gateway, byte[] greeting, byte[] answer) {
    this.gateway = gateway;
    this.greeting = greeting;
    this.answer = answer;
  }

  @Override
  public void accept(JsonNode frame) {
    if (!greeted) {
      greeted = true;
      gateway.play(greeting);
    }
    if (isLoud(Base64.getDecoder().decode(frame.at("/media/payload").textValue()))) {
      quietMs = 0;
      if (!listening) {
        listening = true;
        gateway.clear();
      }
    } else if (listening) {
      quietMs += FRAME_MS;
      if (quietMs == PATIENCE_MS) {
        listening = false;
        gateway.play(answer);
      }
    }
  }

  private static boolean isLoud(byte[] frame) {
    int peak = 0;
    for (byte code : frame) {
      peak = Math.max(peak, Math.abs(MuLaw.decode(code)));
    }
    return peak > LOUD;
  }
}
