// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static dev.trunkline.gateway.GatewayFixture.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.topic.ReturnAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gateways behind one address: one answers the webhook, another gets the stream. */
class ReservationTest {
  private static final String STREAM = "MZ1";

  private final GatewayFixture reserving =
      new GatewayFixture(Map.of("GATEWAY_ID", "gw-1", "GATEWAY_MAX_CALLS", "1"));
  private final GatewayFixture other = new GatewayFixture(Map.of("GATEWAY_ID", "gw-2"));

  @Test
  void reservationIsReleasedWhenTheStreamOpensElsewhere() throws Exception {
    try (reserving;
        other) {
      Map<String, String> parameters = reserving.parameters("/twiml", CALL);
      assertThat(reserving.parameters("/twiml", "CA2")).as("no capacity is left").isEmpty();

      other.telephone(STREAM).start(CALL, parameters);
      other.log.takeCall(CallStarted.class);
      RecordingEventSink.SentCommand sent = other.log.takeCommand();
      assertThat(sent.gateway()).isEqualTo(ReturnAddress.ofGateway("gw-1"));
      reserving.server.topicSink().command(sent.command());

      assertThat(reserving.parameters("/twiml", "CA2"))
          .as("its reservation is released")
          .isNotEmpty();
    }
  }

  @Test
  void resumedCallHasNoReservation() throws Exception {
    try (reserving;
        other) {
      Map<String, String> parameters = reserving.parameters("/twiml?resume=1&issued=0", CALL);

      other.telephone(STREAM).start(CALL, parameters);

      other.log.takeCall(CallResumed.class);
      assertThat(other.log.isEmpty()).as("no command is sent").isTrue();
    }
  }
}
