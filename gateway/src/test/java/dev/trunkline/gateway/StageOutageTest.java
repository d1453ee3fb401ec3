// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.GapCovered;
import dev.trunkline.gateway.outage.StageOutage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call while a stage has no worker. */
class StageOutageTest extends MediaStreamRig {
  @Test
  void callerHearsTheAnnouncementAndTheEventNamesTheStage() throws Exception {
    restart(GatewayFixture.assistants("outage: {afterMs: 100}"));
    TwilioMediaClient phone = gateway.call(CALL, STREAM);
    gateway.log.takeCall(CallStarted.class);
    gateway.outage = new StageOutage(List.of("tts"), System.nanoTime());

    assertThat(phone.take()).startsWith("{\"event\":\"media\"").hasSizeGreaterThan(8_000);
    GapCovered covered = gateway.log.takeCall(GapCovered.class);
    assertThat(covered.stages()).containsExactly("tts");
    gateway.assertCount(1, "trunkline.gateway.gaps.covered");
    phone.breakOff();
  }
}
