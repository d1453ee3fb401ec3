package dev.trunkline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.event.CallEvent.Cause;
import dev.trunkline.gateway.GatewayMain;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.standalone.LocalStack.Live;
import dev.trunkline.standalone.LocalStack.Placed;
import dev.trunkline.standalone.chaos.FrontDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
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
    try (var stack = LocalStack.start(Map.of("TELEPHONE_BROKEN_STREAM_ENDS_CALL", "true"));
        var doomed = new Doomed(stack);
        var door = new FrontDoor(doomed.port)) {
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
    try (var stack = LocalStack.start();
        var doomed = new Doomed(stack);
        var door = new FrontDoor(doomed.port)) {
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

  /** A gateway in a process of its own, to be killed. */
  private static final class Doomed implements AutoCloseable {
    private final Process process;
    final int port;

    Doomed(LocalStack stack) throws Exception {
      try (var free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      var builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              GatewayMain.class.getName());
      builder.environment().putAll(stack.settings.values());
      builder.environment().put("PORT", String.valueOf(port));
      builder.environment().put("GATEWAY_ID", "doomed");
      process = builder.inheritIO().start();
      awaitListening();
    }

    private void awaitListening() {
      long givenUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!listens()) {
        assertThat(System.nanoTime()).as("the gateway starts").isLessThan(givenUpAt);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }

    private boolean listens() {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
      assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
      var _ = process.destroyForcibly();
    }
  }
}
