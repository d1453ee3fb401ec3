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

/** Twilio tells a gateway, any gateway, of the ends of calls and streams. */
class StatusCallbackTest {
  private static final String STREAM = "MZ1";

  @Test
  void theEndOfACallThatIsNotHereIsPassedOnOnceHoweverOftenItIsTold() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      assertThat(tell(gateway, call("ringing"))).isEqualTo(204);
      assertThat(tell(gateway, call("completed"))).isEqualTo(204);
      assertThat(tell(gateway, call("completed"))).isEqualTo(204);
      assertThat(tell(gateway, stream("stream-error"))).as("told late").isEqualTo(204);

      EndReported report = gateway.log.takeCall(EndReported.class);
      assertThat(report.streamSid()).isEmpty();
      assertThat(report.status()).isEqualTo("completed");
      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void theEndOfAStreamThatIsNotHereIsPassedOnOnce() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      for (String event : new String[] {"stream-started", "stream-error", "stream-stopped"}) {
        assertThat(tell(gateway, stream(event))).isEqualTo(204);
      }

      EndReported report = gateway.log.takeCall(EndReported.class);
      assertThat(report.streamSid()).isEqualTo(STREAM);
      assertThat(report.status()).isEqualTo("stream-error");
      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void anEndThatTheGatewayHasSeenItselfIsNoNews() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      assertThat(tell(gateway, stream("stream-stopped"))).as("before its stop").isEqualTo(204);
      telephone.stop();
      assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.CALLER_HUNG_UP);
      gateway.log.takeFrame();

      assertThat(tell(gateway, stream("stream-stopped"))).isEqualTo(204);
      assertThat(tell(gateway, call("completed"))).isEqualTo(204);

      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void aCallWhoseStopNeverCameEndsAllTheSame() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);

      tell(gateway, call("completed"));

      assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.CALLER_HUNG_UP);
      assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
      assertThat(telephone.end().code()).isEqualTo(1000);
    }
  }

  @Test
  void aStreamThatTwilioGaveUpIsNotWaitedFor() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);

      tell(gateway, stream("stream-error"));

      assertThat(gateway.log.takeCall(StreamLost.class).reason())
          .isEqualTo("Twilio reports stream-error");
      assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
      assertThat(telephone.end().code()).isEqualTo(1001);
      tell(gateway, stream("stream-error"));
      assertThat(gateway.log.isEmpty()).isTrue();
    }
  }

  @Test
  void nobodyButTwilioCanEndACall() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      String url = "http://localhost:" + gateway.port() + "/status";

      try (Response response = gateway.ask(url, call("completed"), "c2lnbmF0dXJl")) {
        assertThat(response.code()).isEqualTo(403);
      }
      assertThat(tell(gateway, Map.of("CallStatus", "completed"))).isEqualTo(400);

      assertThat(gateway.log.isEmpty()).isTrue();
      assertThat(gateway.server.sessions()).isEqualTo(1);
    }
  }

  private static int tell(GatewayFixture gateway, Map<String, String> form) throws IOException {
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
