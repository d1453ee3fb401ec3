// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Trouble that was ordered. */
class ScribeFaultTest extends ScribeRig {
  @Test
  void anErrorCanBeOrderedForTheNextCommit() throws Exception {
    Client client = started();
    rig()
        .trouble(
            "scribe",
            "{\"rules\":[{\"type\":\"error\",\"error\":\"transcriber_error\","
                + "\"at\":\"answer\",\"next\":1}]}");
    client.audio(2000, true, true);
    client.next("message_type", "transcriber_error");
    assertThat(client.end().code()).isEqualTo(1000);
    Client again = rig().socket(PATH);
    again.audio(2000, true, true);
    again.next("message_type", "committed_transcript");
  }

  @Test
  void anUpgradeCanBeRefusedWithAnyStatus() throws Exception {
    start()
        .trouble(
            "scribe",
            "{\"rules\":[{\"type\":\"error\",\"error\":\"rate_limited\"," + "\"status\":429}]}");
    assertThat(rig().socket(PATH).refusal()).isEqualTo(429);
  }

  @Test
  void theConnectionCanBreakInTheMiddle() throws Exception {
    Client client = started();
    rig().trouble("scribe", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":2}]}");
    client.audio(100, true, false);
    client.audio(100, true, false);
    assertThat(client.end().code()).isEqualTo(1006);
  }

  @Test
  void aWarningAndGarbageEndNothing() throws Exception {
    Client client = started();
    rig()
        .trouble(
            "scribe",
            "{\"rules\":[{\"type\":\"warning\",\"at\":\"answer\",\"next\":1},"
                + "{\"type\":\"garbage\",\"at\":\"middle\",\"after\":2}]}");
    client.audio(2000, false, true);
    assertThat(client.next().path("message_type").asText()).isEqualTo("warning");
    assertThat(client.next().path("message_type").asText()).isEqualTo("committed_transcript");
    client.audio(400, false, true);
    assertThat(dev.trunkline.simulator.providers.wire.Json.parse(client.text())).isEmpty();
    assertThat(client.next().path("message_type").asText()).isEqualTo("never_heard_of");
    assertThat(client.next().path("message_type").asText()).isEqualTo("committed_transcript");
  }

  @Test
  void aClientThatVanishesIsNoticed() throws Exception {
    Client client = started();
    client.audio(500, true, false);
    client.vanish();
    assertThat(rig().journal("disconnected").details().path("code").asInt()).isEqualTo(1006);
  }
}
