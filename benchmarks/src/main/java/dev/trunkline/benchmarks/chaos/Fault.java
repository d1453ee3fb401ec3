// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** Something that breaks, or is too much. */
sealed interface Fault {
  /** Short, for {@code --only}. */
  String id();

  /** What happens. */
  String title();

  /** True if it takes long, or wants a fleet of its own: it is run only if it is named. */
  boolean isSpecial();

  /** A fault that strikes again and again while a few callers talk. */
  sealed interface Striking extends Fault {
    /** What becomes of the callers' lines. */
    Meets meets();

    /**
     * Injects the fault and repairs it; returns when it is repaired.
     *
     * @return when, and who may have noticed
     */
    FaultWindow strike(Fleet fleet, RandomGenerator random)
        throws IOException, InterruptedException, TimeoutException;

    /** How long there is peace after a strike, at least and at most. */
    Rest rest();
  }

  /** A time to be drawn, in milliseconds. */
  record Rest(int leastMs, int mostMs) {
    int drawMs(RandomGenerator random) {
      return random.nextInt(leastMs, mostMs);
    }
  }

  /** What a fault does to the connections of calls. */
  enum Meets {
    /** They stay. */
    NO_LINE,
    /** They break, and Twilio goes on after {@code <Connect>}. */
    LINES_THAT_COME_BACK,
    /** They break, and Twilio ends those calls. */
    LINES_THAT_END
  }

  /** A blow to processes. */
  record OfProcesses(String id, String title, Meets meets, boolean isSpecial, Blow blow)
      implements Striking {
    /** A stage takes up to three seconds to be whole again; some blows come before that. */
    private static final Rest REST = new Rest(2_000, 8_000);

    /** What begins so soon after a blow is still met by it. */
    private static final double AFTERWARDS_MS = 2_000;

    /** Breaks something and mends it; returns when all are ready again. */
    interface Blow {
      void on(Fleet fleet, RandomGenerator random)
          throws IOException, InterruptedException, TimeoutException;
    }

    @Override
    public FaultWindow strike(Fleet fleet, RandomGenerator random)
        throws IOException, InterruptedException, TimeoutException {
      double struck = FaultWindow.nowMs();
      blow.on(fleet, random);
      return new FaultWindow(struck, FaultWindow.nowMs(), struck + AFTERWARDS_MS);
    }

    @Override
    public Rest rest() {
      return REST;
    }
  }

  /**
   * A time in which providers misbehave.
   *
   * @param orders by provider, in the words of the stand-ins' {@code /sim/faults}
   */
  record OfProviders(String id, String title, String orders) implements Striking {
    private static final Rest LASTS = new Rest(2_000, 5_000);

    /** Longer than what is remembered of it: a breaker that has opened is closed again. */
    private static final Rest REST = new Rest(7_000, 9_000);

    /** Who asks so soon afterwards may meet a breaker that is still open. */
    private static final double AFTERWARDS_MS = 5_500;

    @Override
    public Meets meets() {
      return Meets.NO_LINE;
    }

    @Override
    public boolean isSpecial() {
      return false;
    }

    @Override
    public FaultWindow strike(Fleet fleet, RandomGenerator random)
        throws IOException, InterruptedException {
      double struck = FaultWindow.nowMs();
      fleet.order(orders);
      try {
        Delay.of(LASTS.drawMs(random));
      } finally {
        fleet.orderNothing();
      }
      double mended = FaultWindow.nowMs();
      return new FaultWindow(struck, mended, mended + AFTERWARDS_MS);
    }

    @Override
    public Rest rest() {
      return REST;
    }
  }

  /** More calls at once than there are places, on gateways of their own. */
  record Storm(String id, String title) implements Fault {
    @Override
    public boolean isSpecial() {
      return false;
    }
  }
}
