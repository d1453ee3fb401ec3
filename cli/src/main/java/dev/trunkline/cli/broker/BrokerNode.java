// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.broker;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A broker's place among those of its cluster, all on this machine.
 *
 * @param id from 1 on
 * @param controllers the ports on which the nodes' controllers find each other, by id
 */
public record BrokerNode(int id, List<Integer> controllers) {
  private static final int MAX_REPLICAS = 3;

  public BrokerNode {
    controllers = List.copyOf(controllers);
  }

  /** A cluster of one, whose controller is at any port. */
  static BrokerNode alone() {
    return new BrokerNode(1, List.of(FreePort.find()));
  }

  /**
   * A node of a cluster; a cluster of one if {@code ports} is empty.
   *
   * @param id from 1 on
   * @param ports those of all nodes' controllers, with commas
   * @throws InvalidSetting if they do not fit each other
   */
  public static BrokerNode of(int id, String ports) {
    if (ports.isEmpty()) {
      return alone();
    }
    if (!ports.matches("\\d{1,5}(,\\d{1,5})*")) {
      throw new InvalidSetting(
          "--controllers", "is no list of ports", "write one for each broker, with commas");
    }
    List<Integer> controllers = Arrays.stream(ports.split(",")).map(Integer::valueOf).toList();
    if (id < 1 || id > controllers.size()) {
      throw new InvalidSetting(
          "--node",
          "is " + id + ", but --controllers has " + controllers.size() + " ports",
          "count from 1, and name a port for each broker");
    }
    return new BrokerNode(id, controllers);
  }

  int controller() {
    return controllers.get(id - 1);
  }

  int brokers() {
    return controllers.size();
  }

  /** How many brokers of a cluster of so many have each record: all, but no more than three. */
  public static int replicas(int brokers) {
    return Math.min(brokers, MAX_REPLICAS);
  }

  /** In the words of {@code controller.quorum.voters}. */
  String voters() {
    return IntStream.rangeClosed(1, brokers())
        .mapToObj(node -> node + "@127.0.0.1:" + controllers.get(node - 1))
        .collect(Collectors.joining(","));
  }
}
