// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmarks.chaos.LoadBalancer;
import dev.trunkline.cli.broker.FreePort;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.gateway.GatewayMain;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.LocalStack.Live;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A gateway is killed with a call in hand, and Twilio does what it may do then. */
class GatewayDeathIT {
  private static final CallScript SCRIPT =
      CallScript.of(
          List.of(
              LocalStack.say("What time do you open tomorrow?"),
              LocalStack.say("No thank you, that is all, goodbye.")));

  @Test
  void ifTwilioEndsTheCallAnotherGatewayHearsOfItAndItIsClosedAsInterrupted() throws Exception {
    int port = FreePort.find();
    try (var stack = LocalStack.start(Map.of("SIM_TELEPHONE_BROKEN_STREAM_ENDS_CALL", "true"));
        OwnProcess doomed = gateway(stack, port);
        var door = new LoadBalancer(port)) {
      Live live = stack.dial(door.port(), SCRIPT);
      awaitAnswer(live);
      door.leadTo(stack.deployment().port());
      long killedAt = System.nanoTime();
      doomed.kill();

      Placed placed = live.end().get(60, TimeUnit.SECONDS);

      assertThat(System.nanoTime() - killedAt).isLessThan(TimeUnit.SECONDS.toNanos(10));
      assertThat(placed.story().cause()).contains(Cause.STREAM_LOST);
    }
  }

  @Test
  void ifTwilioGoesOnTheCallComesBackAtAnotherGateway() throws Exception {
    int port = FreePort.find();
    try (var stack = LocalStack.start();
        OwnProcess doomed = gateway(stack, port);
        var door = new LoadBalancer(port)) {
      Live live = stack.dial(door.port(), SCRIPT);
      awaitAnswer(live);
      door.leadTo(stack.deployment().port());
      doomed.kill();

      Placed placed = live.end().get(60, TimeUnit.SECONDS);

      assertThat(placed.outcome().utterances()).allMatch(CallOutcome.Utterance::answered);
      assertThat(placed.story().cause()).contains(Cause.CALLER_HUNG_UP);
    }
  }

  private static void awaitAnswer(Live live) {
    long givenUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (live.story().turns().size() < 2) {
      assertThat(System.nanoTime()).as("an answer comes").isLessThan(givenUpAt);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** A gateway that is ready for calls. */
  private static OwnProcess gateway(LocalStack stack, int port) throws Exception {
    OwnProcess doomed =
        OwnProcess.start(
            GatewayMain.class,
            stack,
            port,
            Map.of("PORT", String.valueOf(port), "GATEWAY_ID", "doomed"));
    doomed.awaitReady();
    return doomed;
  }
}
