// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static dev.trunkline.gateway.GatewayFixture.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.CallEvent.StreamLost;
import java.io.IOException;
import java.util.Map;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Twilio reports the ends of calls and streams to any gateway. */
class StatusCallbackTest {
  private static final String STREAM = "MZ1";

  @Test
  void endOfAnUnknownCallIsReportedOnce() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      assertThat(report(gateway, call("ringing"))).isEqualTo(204);
      assertThat(report(gateway, call("completed"))).isEqualTo(204);
      assertThat(report(gateway, call("completed"))).isEqualTo(204);
      assertThat(report(gateway, stream("stream-error"))).as("reported late").isEqualTo(204);

      EndReported report = gateway.log.takeCall(EndReported.class);
      assertThat(report.streamSid()).isEmpty();
      assertThat(report.status()).isEqualTo("completed");
      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void endOfAnUnknownStreamIsReportedOnce() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      for (String event : new String[] {"stream-started", "stream-error", "stream-stopped"}) {
        assertThat(report(gateway, stream(event))).isEqualTo(204);
      }

      EndReported report = gateway.log.takeCall(EndReported.class);
      assertThat(report.streamSid()).isEqualTo(STREAM);
      assertThat(report.status()).isEqualTo("stream-error");
      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void endSeenByThisGatewayIsNotReportedAgain() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      assertThat(report(gateway, stream("stream-stopped"))).as("before its stop").isEqualTo(204);
      telephone.stop();
      assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.CALLER_HUNG_UP);
      gateway.log.takeFrame();

      assertThat(report(gateway, stream("stream-stopped"))).isEqualTo(204);
      assertThat(report(gateway, call("completed"))).isEqualTo(204);

      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void callWithoutStopEndsWithTheStatusCallback() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);

      report(gateway, call("completed"));

      assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.CALLER_HUNG_UP);
      assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
      assertThat(telephone.end().code()).isEqualTo(1000);
    }
  }

  @Test
  void streamErrorClosesTheSocket() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);

      report(gateway, stream("stream-error"));

      assertThat(gateway.log.takeCall(StreamLost.class).reason())
          .isEqualTo("Twilio reports stream-error");
      assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
      assertThat(telephone.end().code()).isEqualTo(1001);
      report(gateway, stream("stream-error"));
      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void unsignedStatusCallbackEndsNoCall() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      String url = "http://localhost:" + gateway.port() + "/status";

      try (Response response = gateway.ask(url, call("completed"), "c2lnbmF0dXJl")) {
        assertThat(response.code()).isEqualTo(403);
      }
      assertThat(report(gateway, Map.of("CallStatus", "completed"))).isEqualTo(400);

      assertThat(gateway.log.isEmpty()).isTrue();
      assertThat(gateway.server.sessions()).isEqualTo(1);
    }
  }

  private static int report(GatewayFixture gateway, Map<String, String> form) throws IOException {
    try (Response response = gateway.ask("/status", form)) {
      return response.code();
    }
  }

  private static Map<String, String> call(String status) {
    return Map.of("CallSid", CALL, "CallStatus", status, "SequenceNumber", "3");
  }

  private static Map<String, String> stream(String event) {
    return Map.of("CallSid", CALL, "StreamSid", STREAM, "StreamEvent", event);
  }
}
