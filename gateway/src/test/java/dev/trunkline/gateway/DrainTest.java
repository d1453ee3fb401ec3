// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static dev.trunkline.gateway.GatewayFixture.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.StreamLost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What callers notice of a draining gateway. */
class DrainTest {
  private static final String STREAM = "MZ1";

  @Test
  void heldCallsContinueWhileNewOnesAreRejected() throws Exception {
    try (var gateway = new GatewayFixture(Map.of("GATEWAY_DRAIN_MS", "60000"))) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway.server::drain);

      awaitRejectionOf(gateway, "CA2");
      telephone.media(new byte[160]);
      assertThat(gateway.log.takeFrame().ulaw()).hasSize(160);
      assertThat(drained).isNotDone();

      telephone.stop();
      drained.get(10, TimeUnit.SECONDS);
      assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.CALLER_HUNG_UP);
    }
  }

  @Test
  void callBeyondTheDrainTimeIsHandedOver() throws Exception {
    try (var gateway =
        new GatewayFixture(
            Map.of("GATEWAY_DRAIN_MS", "0"),
            settings -> settings.withHandOver(Duration.ofMillis(1)))) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);

      gateway.server.drain();

      assertThat(telephone.end().code()).isEqualTo(1001);
      assertThat(gateway.log.takeCall(StreamLost.class).reason()).isEqualTo("the gateway stops");
      assertThat(gateway.log.takeFrame().ulaw()).as("the end of the stream").isEmpty();
    }
  }

  @Test
  @DisplayName(
      "a draining gateway rejects a stream it did not admit, so that it does not break at shutdown")
  void drainingGatewayRejectsStreamsItDidNotAdmit() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);

      gateway.server.stopAdmitting();

      assertThatThrownBy(() -> gateway.telephone("MZ2")).hasMessageContaining("503");
      telephone.media(new byte[160]);
      assertThat(gateway.log.takeFrame().ulaw()).as("the held call continues").hasSize(160);
    }
  }

  @Test
  void streamOfACallAdmittedBeforeTheDrainIsAccepted() throws Exception {
    try (var gateway = new GatewayFixture(Map.of())) {
      Map<String, String> taken = gateway.parameters("/twiml", CALL);

      gateway.server.stopAdmitting();

      TwilioMediaClient telephone = gateway.telephone(STREAM);
      telephone.connected();
      telephone.start(CALL, taken);
      assertThat(gateway.log.takeCall(CallStarted.class).callSid()).isEqualTo(CALL);
    }
  }

  @Test
  void callThatNoOtherGatewayTakesHearsGoodbye() throws Exception {
    var settings = new HashMap<>(GatewayFixture.assistants("twilioVoice: {goodbye: Call again.}"));
    settings.put("GATEWAY_DRAIN_MS", "0");
    try (var gateway = new GatewayFixture(settings)) {
      Element twiml = gateway.twiml("/twiml", CALL);
      String continuation = redirectTarget(twiml);
      TwilioMediaClient telephone = gateway.call(CALL, STREAM);
      gateway.log.takeCall(CallStarted.class);
      CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway.server::drain);
      assertThat(telephone.end().code()).isEqualTo(1001);
      gateway.log.takeCall(StreamLost.class);

      for (int detour = 1; detour <= 3; detour++) {
        continuation = redirectTarget(gateway.twiml(continuation, CALL));
        assertThat(continuation).startsWith("/twiml?resume=1&").contains("&detour=" + detour + "#");
      }
      assertThat(gateway.twiml(continuation, CALL).getTextContent()).isEqualTo("Call again.");

      assertThat(gateway.log.takeCall(CallEnded.class).cause()).isEqualTo(Cause.GATEWAY_STOPPED);
      drained.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void rejectedCallsGoToTheBusyRedirectUrl() throws Exception {
    try (var gateway =
        new GatewayFixture(
            Map.of("GATEWAY_BUSY_REDIRECT_URL", "https://b.example.com/twiml?a=1&b=2"))) {
      gateway.server.stopAdmitting();

      Element redirect = (Element) gateway.twiml("/twiml", CALL).getFirstChild();

      assertThat(redirect.getNodeName()).isEqualTo("Redirect");
      assertThat(redirect.getTextContent()).isEqualTo("https://b.example.com/twiml?a=1&b=2");
    }
  }

  /** The drain starts on another thread. */
  private static void awaitRejectionOf(GatewayFixture gateway, String callSid) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!gateway.twiml("/twiml", callSid).getTextContent().contains("detour")) {
      assertThat(System.nanoTime()).as("new calls are redirected").isLessThan(deadline);
    }
  }

  /** The target of the redirect at the end of a TwiML document. */
  private static String redirectTarget(Element twiml) {
    return twiml.getLastChild().getTextContent().replaceFirst("^http://[^/]*", "");
  }
}
