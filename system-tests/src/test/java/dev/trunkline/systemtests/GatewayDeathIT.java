// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.benchmarks.chaos.LoadBalancer;
import dev.trunkline.cli.broker.FreePort;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.gateway.GatewayMain;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A gateway is killed during a call, and Twilio does one of the two things it may do then. */
@OnSharedStack
@Order(7)
@ResourceLock(LocalStack.PROCESSOR)
class GatewayDeathIT {
  private static final CallScript SCRIPT =
      CallScript.of(
          List.of(
              LocalStack.say("What time do you open tomorrow?"),
              LocalStack.say("No thank you, that is all, goodbye.")));

  @Test
  @DisplayName("if Twilio ends the call, another gateway learns of it and closes it as lost")
  void callThatTwilioEndsIsClosedByAnotherGateway(LocalStack stack) throws Exception {
    int port = FreePort.find();
    var endsBrokenCalls =
        TelephoneSettings.from(
            stack.settings.with(Map.of("SIM_TELEPHONE_BROKEN_STREAM_ENDS_CALL", "true")));
    try (var telephone = new Telephone(endsBrokenCalls);
        ServiceProcess doomed = gateway(stack, port, "doomed-1");
        var balancer = new LoadBalancer(port)) {
      var calls = new TestCalls(stack, telephone);
      OngoingCall ongoing = calls.start(balancer.port(), SCRIPT);
      awaitAnswer(ongoing);
      balancer.leadTo(stack.services().port());
      long killedAt = System.nanoTime();
      doomed.kill();

      FinishedCall call = ongoing.end().get(60, TimeUnit.SECONDS);

      assertThat(System.nanoTime() - killedAt).isLessThan(TimeUnit.SECONDS.toNanos(10));
      assertThat(call.observed().cause()).contains(Cause.STREAM_LOST);
      calls.assertAccountedFor();
    }
  }

  @Test
  @DisplayName("if Twilio continues, the call returns through another gateway")
  void callReturnsThroughAnotherGateway(LocalStack stack, TestCalls calls) throws Exception {
    int port = FreePort.find();
    try (ServiceProcess doomed = gateway(stack, port, "doomed-2");
        var balancer = new LoadBalancer(port)) {
      OngoingCall ongoing = calls.start(balancer.port(), SCRIPT);
      awaitAnswer(ongoing);
      balancer.leadTo(stack.services().port());
      doomed.kill();

      FinishedCall call = ongoing.end().get(60, TimeUnit.SECONDS);

      assertThat(call.outcome().utterances()).allMatch(CallOutcome.Utterance::answered);
      assertThat(call.observed().cause()).contains(Cause.CALLER_HUNG_UP);
    }
  }

  private static void awaitAnswer(OngoingCall call) {
    await("an answer")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> call.observed().turns().size() >= 2);
  }

  /** A gateway that is ready for calls. */
  private static ServiceProcess gateway(LocalStack stack, int port, String id) throws Exception {
    ServiceProcess gateway =
        ServiceProcess.start(
            GatewayMain.class, stack, port, Map.of("PORT", String.valueOf(port), "GATEWAY_ID", id));
    gateway.awaitReady();
    return gateway;
  }
}
