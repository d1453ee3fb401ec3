// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.broker.BrokerNode;
import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The broker alone, for trying the services as processes of their own. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = {
      "A Kafka broker for this machine only, to try the services each in its own process.",
      "Listens on BROKER_PORT (9092), keeps its topics in BROKER_DATA_DIR (./data). For a cluster",
      "start each with its own of these, --node=1, 2 …, and --controllers=a port for each."
    })
public final class BrokerCommand implements Callable<Integer> {
  @Option(names = "--node", defaultValue = "1", description = "Which of the cluster, from 1 on.")
  private int node;

  @Option(
      names = "--controllers",
      defaultValue = "",
      description = "A port for the controller of each broker of the cluster, with commas.")
  private String controllers = "";

  @Option(
      names = "--proxied-port",
      defaultValue = "0",
      description = "Another port, for clients that come through a proxy.")
  private int proxiedPort;

  @Option(
      names = "--proxy-port",
      defaultValue = "0",
      description = "The port of that proxy, which these clients are given.")
  private int proxyPort;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Settings.ofEnvironment();
    EmbeddedBroker broker = start(settings, BrokerNode.of(node, controllers), proxied());
    System.out.println(
        "Kafka is ready: export KAFKA_BOOTSTRAP_SERVERS=" + broker.bootstrapServers());
    System.out.flush();
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  broker.close();
                  stopped.countDown();
                }));
    stopped.await();
    return 0;
  }

  /** A broker alone: that of {@code run}. */
  static EmbeddedBroker start(Settings settings) {
    return start(settings, BrokerNode.of(1, ""), Map.of());
  }

  private static EmbeddedBroker start(
      Settings settings, BrokerNode place, Map<String, String> more) {
    return EmbeddedBroker.start(
        settings.get(EmbeddedBroker.DATA_DIR).toAbsolutePath().resolve("kafka"),
        settings.get(EmbeddedBroker.PORT),
        place,
        more);
  }

  /** For clients that come through a proxy, which must be given its port, not ours. */
  private Map<String, String> proxied() {
    if (proxiedPort == 0) {
      return Map.of();
    }
    if (proxyPort == 0) {
      throw new InvalidSetting(
          "--proxy-port", "is missing", "set it to the port where the proxy listens");
    }
    return EmbeddedBroker.proxied(proxiedPort, proxyPort);
  }
}
