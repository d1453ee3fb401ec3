package dev.trunkline.standalone.chaos;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Something that breaks.
 *
 * @param id short, for {@code --only}
 * @param title what happens
 * @param meets what becomes of the callers' lines
 */
record Fault(String id, String title, Meets meets, Blow blow) {

  /** What a fault does to the connections of calls. */
  enum Meets {
    /** They stay. */
    NO_LINE,
    /** They break, and Twilio goes on after {@code <Connect>}. */
    LINES_THAT_COME_BACK,
    /** They break, and Twilio ends those calls. */
    LINES_THAT_END
  }

  /** Breaks something and mends it; returns when all are ready again. */
  interface Blow {
    void on(Fleet fleet, RandomGenerator random)
        throws IOException, InterruptedException, TimeoutException;
  }

  private interface Damage {
    void to(Instance instance) throws IOException, InterruptedException, TimeoutException;
  }

  private static final String PEACE = "L3";
  private static final long FROZEN_MS = 6_000;
  private static final long NOBODY_MS = 3_000;
  private static final long PEACE_MS = 60_000;

  /** All of them, in the order of a run. */
  static final List<Fault> ALL =
      List.of(
          worker("K1", "kill -9 of one of two VAD workers", "vad-worker"),
          worker("K2", "kill -9 of one of two STT workers", "stt-worker"),
          worker("K3", "kill -9 of one of two dialog workers", "dialog-worker"),
          worker("K4", "kill -9 of one of two TTS workers", "tts-worker"),
          fault("K5", "kill -9 of both workers of a stage, new ones 3 s later", Fault::killBoth),
          fault("K6", "SIGTERM of a worker", one(Fault::anyStage, Fault::terminate)),
          fault("K7", "SIGSTOP of a worker for 6 s", one(Fault::anyStage, Fault::freeze)),
          gateway("G1", "kill -9 of one of two gateways, Twilio goes on", Fault::kill),
          new Fault(
              "G2",
              "kill -9 of one of two gateways, Twilio ends its calls",
              Meets.LINES_THAT_END,
              one(_ -> Fleet.GATEWAY, Fault::kill)),
          gateway("G3", "SIGTERM of one of two gateways, DRAIN_MS=0", Fault::terminate),
          fault("B1", "kill -9 of the only broker", Fault::killBroker),
          fault(PEACE, "a minute in which nothing breaks", (_, _) -> await(PEACE_MS)));

  /** True if it takes so long that it is run only if it is named. */
  boolean isLong() {
    return id.equals(PEACE);
  }

  private static Fault fault(String id, String title, Blow blow) {
    return new Fault(id, title, Meets.NO_LINE, blow);
  }

  private static Fault worker(String id, String title, String service) {
    return fault(id, title, one(_ -> service, Fault::kill));
  }

  private static Fault gateway(String id, String title, Damage damage) {
    return new Fault(id, title, Meets.LINES_THAT_COME_BACK, one(_ -> Fleet.GATEWAY, damage));
  }

  /** Damage to one of the instances of a service. */
  private static Blow one(Function<RandomGenerator, String> service, Damage damage) {
    return (fleet, random) -> {
      List<Instance> instances = fleet.of(service.apply(random));
      damage.to(instances.get(random.nextInt(instances.size())));
    };
  }

  private static String anyStage(RandomGenerator random) {
    return Fleet.WORKERS.get(random.nextInt(Fleet.WORKERS.size()));
  }

  private static void kill(Instance instance)
      throws IOException, InterruptedException, TimeoutException {
    instance.kill();
    instance.start();
    instance.awaitReady();
  }

  private static void terminate(Instance instance)
      throws IOException, InterruptedException, TimeoutException {
    instance.terminate();
    instance.start();
    instance.awaitReady();
  }

  private static void freeze(Instance instance)
      throws IOException, InterruptedException, TimeoutException {
    instance.freeze();
    try {
      await(FROZEN_MS);
    } finally {
      instance.thaw();
    }
    instance.awaitReady();
  }

  private static void killBoth(Fleet fleet, RandomGenerator random)
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

  private static void killBroker(Fleet fleet, RandomGenerator random)
      throws IOException, InterruptedException, TimeoutException {
    kill(fleet.of(Fleet.BROKER).getFirst());
    fleet.awaitReady();
  }

  private static void await(long ms) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
