// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.chaos.Fault.Meets;
import dev.trunkline.benchmarks.chaos.Fault.OfProcesses;
import dev.trunkline.benchmarks.chaos.Fault.OfProcesses.Blow;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Processes that are killed, stopped and frozen. */
final class ProcessFaults {
  private interface Damage {
    void to(ServiceInstance instance) throws IOException, InterruptedException, TimeoutException;
  }

  private static final long FROZEN_MS = 6_000;

  /**
   * A machine of its own would be busy with its start. Here that would take the processors from
   * those who take over, and tell more of this machine than of them.
   */
  private static final long REPLACED_AFTER_MS = 3_000;

  /** A third of a second to the broker and back, as across an ocean. */
  private static final long LATE_MS = 150;

  private static final long JITTER_MS = 50;
  private static final long SLOW_MS = 6_000;
  private static final long PEACE_MS = 60_000;

  static final List<OfProcesses> ALL =
      List.of(
          worker("K1", "kill -9 of one of two VAD workers", "vad-worker"),
          worker("K2", "kill -9 of one of two STT workers", "stt-worker"),
          worker("K3", "kill -9 of one of two dialog workers", "dialog-worker"),
          worker("K4", "kill -9 of one of two TTS workers", "tts-worker"),
          fault("K5", "kill -9 of both workers of a stage", ProcessFaults::killBoth),
          fault(
              "K6", "SIGTERM of a worker", one(ProcessFaults::anyStage, ProcessFaults::terminate)),
          fault(
              "K7",
              "SIGSTOP of a worker for 6 s",
              one(ProcessFaults::anyStage, ProcessFaults::freeze)),
          gateway(
              "G1",
              "kill -9 of one of two gateways, Twilio goes on",
              Meets.LINES_THAT_COME_BACK,
              ProcessFaults::kill),
          gateway(
              "G2",
              "kill -9 of one of two gateways, Twilio ends its calls",
              Meets.LINES_THAT_END,
              ProcessFaults::kill),
          gateway(
              "G3",
              "SIGTERM of one of two gateways, GATEWAY_DRAIN_MS=0",
              Meets.LINES_THAT_COME_BACK,
              ProcessFaults::terminate),
          fault("B1", "kill -9 of a broker", ProcessFaults::killBroker),
          fault("B2", "SIGSTOP of a broker for 6 s", ProcessFaults::freezeBroker));

  /** On a fleet whose services reach the broker over a line that can be slow. */
  static final OfProcesses SLOW_NETWORK =
      new OfProcesses(
          "B3",
          "150 to 200 ms to the broker, and as much back, for 6 s",
          Meets.NO_LINE,
          true,
          ProcessFaults::slowDown);

  /** To see what is left over. */
  static final OfProcesses PEACE =
      new OfProcesses(
          "L3",
          "a minute in which nothing breaks",
          Meets.NO_LINE,
          true,
          (_, _) -> Delay.of(PEACE_MS));

  private ProcessFaults() {}

  private static OfProcesses fault(String id, String title, Blow blow) {
    return new OfProcesses(id, title, Meets.NO_LINE, false, blow);
  }

  private static OfProcesses worker(String id, String title, String service) {
    return fault(id, title, one(_ -> service, ProcessFaults::kill));
  }

  private static OfProcesses gateway(String id, String title, Meets meets, Damage damage) {
    return new OfProcesses(id, title, meets, false, one(_ -> Fleet.GATEWAY, damage));
  }

  /** Damage to one of the instances of a service. */
  private static Blow one(Function<RandomGenerator, String> service, Damage damage) {
    return (fleet, random) -> {
      List<ServiceInstance> instances = fleet.of(service.apply(random));
      damage.to(instances.get(random.nextInt(instances.size())));
    };
  }

  private static String anyStage(RandomGenerator random) {
    return Fleet.WORKERS.get(random.nextInt(Fleet.WORKERS.size()));
  }

  private static void kill(ServiceInstance instance)
      throws IOException, InterruptedException, TimeoutException {
    instance.kill();
    Delay.of(REPLACED_AFTER_MS);
    instance.start();
    instance.awaitReady();
  }

  private static void terminate(ServiceInstance instance)
      throws IOException, InterruptedException, TimeoutException {
    instance.terminate();
    instance.start();
    instance.awaitReady();
  }

  private static void freeze(ServiceInstance instance)
      throws IOException, InterruptedException, TimeoutException {
    instance.freeze();
    try {
      Delay.of(FROZEN_MS);
    } finally {
      instance.thaw();
    }
    instance.awaitReady();
  }

  private static void killBoth(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    List<ServiceInstance> both = fleet.of(anyStage(random));
    for (ServiceInstance instance : both) {
      instance.kill();
    }
    Delay.of(REPLACED_AFTER_MS);
    for (ServiceInstance instance : both) {
      instance.start();
    }
    fleet.awaitReady();
  }

  private static void freezeBroker(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    one(_ -> Fleet.BROKER, ProcessFaults::freeze).on(fleet, random);
    fleet.awaitReady();
  }

  private static void slowDown(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    fleet.toBroker.delay(LATE_MS, JITTER_MS);
    try {
      Delay.of(SLOW_MS);
    } finally {
      fleet.toBroker.delay(0, 0);
    }
    fleet.awaitReady();
  }

  private static void killBroker(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    Damage damage =
        broker -> {
          broker.kill();
          broker.start();
        };
    one(_ -> Fleet.BROKER, damage).on(fleet, random);
    fleet.awaitReady();
  }
}
