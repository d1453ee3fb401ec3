// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static dev.trunkline.gateway.GatewayFixture.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.topic.ReturnAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gateways behind one address: one answers the webhook, another is given the stream. */
class ReservationTest {
  private static final String STREAM = "MZ1";

  private final GatewayFixture keeper =
      new GatewayFixture(Map.of("GATEWAY_ID", "gw-1", "MAX_CALLS", "1"));
  private final GatewayFixture other = new GatewayFixture(Map.of("GATEWAY_ID", "gw-2"));

  @Test
  void aCallWhoseStreamCameToAnotherGatewayTakesNoPlaceHere() throws Exception {
    try (keeper;
        other) {
      Map<String, String> parameters = keeper.parameters("/twiml", CALL);
      assertThat(keeper.parameters("/twiml", "CA2")).as("no place is left").isEmpty();

      other.telephone(STREAM).start(CALL, parameters);
      other.log.takeCall(CallStarted.class);
      RecordingEventSink.Told told = other.log.takeCommand();
      assertThat(told.gateway()).isEqualTo(ReturnAddress.ofGateway("gw-1"));
      keeper.server.topicSink().command(told.command());

      assertThat(keeper.parameters("/twiml", "CA2")).as("its place is free").isNotEmpty();
    }
  }

  @Test
  void nobodyKeepsAPlaceForACallThatComesBack() throws Exception {
    try (keeper;
        other) {
      Map<String, String> parameters = keeper.parameters("/twiml?resume=1&issued=0", CALL);

      other.telephone(STREAM).start(CALL, parameters);

      other.log.takeCall(CallResumed.class);
      assertThat(other.log.isEmpty()).as("nobody is told").isTrue();
    }
  }
}
