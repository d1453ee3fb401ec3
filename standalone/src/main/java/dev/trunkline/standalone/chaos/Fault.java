package dev.trunkline.standalone.chaos;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Something that breaks.
 *
 * @param id short, for {@code --only}
 * @param title what happens
 * @param losesLine whether what a caller says meanwhile may not reach us, because nobody is there
 *     to take it
 * @param endsCalls whether Twilio ends the calls whose stream breaks, instead of going on after
 *     {@code <Connect>}
 */
record Fault(String id, String title, boolean losesLine, boolean endsCalls, Blow blow) {

  /** Breaks something and mends it; returns when all are ready again. */
  interface Blow {
    void on(Fleet fleet, RandomGenerator random)
        throws IOException, InterruptedException, TimeoutException;
  }

  private static final long FROZEN_MS = 6_000;
  private static final long NOBODY_MS = 3_000;

  /** All of them, in the order of a run. */
  static final List<Fault> ALL =
      Stream.of(
              Stream.of(
                  worker("K1", "kill -9 of one of two VAD workers", "vad-worker"),
                  worker("K2", "kill -9 of one of two STT workers", "stt-worker"),
                  worker("K3", "kill -9 of one of two dialog workers", "dialog-worker"),
                  worker("K4", "kill -9 of one of two TTS workers", "tts-worker"),
                  new Fault(
                      "K5",
                      "kill -9 of both workers of a stage, new ones 3 s later",
                      false,
                      false,
                      Fault::killAll),
                  new Fault("K6", "SIGTERM of a worker", false, false, Fault::terminate),
                  new Fault(
                      "K7",
                      "SIGSTOP of a worker for 6 s, then SIGCONT",
                      false,
                      false,
                      Fault::freeze)),
              Stream.of(
                  new Fault(
                      "G1",
                      "kill -9 of one of two gateways; Twilio goes on after <Connect>",
                      true,
                      false,
                      (fleet, random) -> kill(one(fleet, Fleet.GATEWAY, random))),
                  new Fault(
                      "G2",
                      "kill -9 of one of two gateways; Twilio ends its calls",
                      true,
                      true,
                      (fleet, random) -> kill(one(fleet, Fleet.GATEWAY, random))),
                  new Fault(
                      "G3",
                      "SIGTERM of one of two gateways, which does not wait for its calls",
                      true,
                      false,
                      Fault::stopGateway),
                  new Fault("B1", "kill -9 of the only broker", false, false, Fault::killBroker)))
          .flatMap(faults -> faults)
          .toList();

  private static Fault worker(String id, String title, String service) {
    return new Fault(id, title, false, false, (fleet, random) -> kill(one(fleet, service, random)));
  }

  private static void kill(Instance instance)
      throws IOException, InterruptedException, TimeoutException {
    instance.kill();
    instance.start();
    instance.awaitReady();
  }

  private static void killAll(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    List<Instance> both = fleet.of(anyStage(random));
    for (Instance instance : both) {
      instance.kill();
    }
    await(NOBODY_MS);
    for (Instance instance : both) {
      instance.start();
    }
    fleet.awaitReady();
  }

  private static void terminate(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    Instance instance = one(fleet, anyStage(random), random);
    instance.terminate();
    instance.start();
    instance.awaitReady();
  }

  private static void freeze(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    Instance instance = one(fleet, anyStage(random), random);
    instance.freeze();
    try {
      await(FROZEN_MS);
    } finally {
      instance.thaw();
    }
    instance.awaitReady();
  }

  private static void stopGateway(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    Instance instance = one(fleet, Fleet.GATEWAY, random);
    instance.terminate();
    instance.start();
    instance.awaitReady();
  }

  private static void killBroker(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    kill(fleet.of(Fleet.BROKER).getFirst());
    fleet.awaitReady();
  }

  private static String anyStage(RandomGenerator random) {
    return Fleet.WORKERS.get(random.nextInt(Fleet.WORKERS.size()));
  }

  private static Instance one(Fleet fleet, String service, RandomGenerator random) {
    List<Instance> instances = fleet.of(service);
    return instances.get(random.nextInt(instances.size()));
  }

  private static void await(long ms) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
