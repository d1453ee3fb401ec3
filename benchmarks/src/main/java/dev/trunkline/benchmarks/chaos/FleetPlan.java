// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.nio.file.Path;

/** What is put up to be broken. */
public sealed interface FleetPlan {
  /** In words, for a sentence that begins with “Starting”. */
  String title();

  /** How many gateways share the calls. */
  int gateways();

  /** True if there is something in it that {@code fault} can break. */
  boolean suffers(Fault fault);

  /**
   * Brokers and two of every service, each a process of its own.
   *
   * @param brokers how many there are in the cluster, 1 to 5
   */
  record Processes(int brokers) implements FleetPlan {
    private static final int MAX_BROKERS = 5;

    /**
     * As said there.
     *
     * @throws IllegalArgumentException if there is no such cluster
     */
    public Processes {
      if (brokers < 1 || brokers > MAX_BROKERS) {
        throw new IllegalArgumentException("there are one to " + MAX_BROKERS + " brokers");
      }
    }

    @Override
    public String title() {
      return (brokers == 1 ? "a broker" : brokers + " brokers")
          + " and ten services, each as a process of its own";
    }

    @Override
    public int gateways() {
      return Fleet.EACH;
    }

    /** There is a line to one broker only. */
    @Override
    public boolean suffers(Fault fault) {
      return brokers == 1 || !fault.equals(ProcessFaults.SLOW_NETWORK);
    }
  }

  /** Everything in one process, as {@code ./trunkline run} has it: it takes the most calls. */
  record OneProcess() implements FleetPlan {
    @Override
    public String title() {
      return "a broker and all services in one process";
    }

    @Override
    public int gateways() {
      return 1;
    }

    /** No other instance could take over from one that is killed. */
    @Override
    public boolean suffers(Fault fault) {
      return !(fault instanceof Fault.OfProcesses) || fault.equals(ProcessFaults.PEACE);
    }
  }

  /**
   * A compose file's containers, as a project of its own.
   *
   * @param file with a service for each of ours, and the profile {@code sim}
   */
  record Containers(Path file) implements FleetPlan {
    @Override
    public String title() {
      return "a broker and ten services, each as a container of its own";
    }

    @Override
    public int gateways() {
      return Fleet.EACH;
    }

    @Override
    public boolean suffers(Fault fault) {
      return !fault.equals(ProcessFaults.SLOW_NETWORK);
    }
  }
}
