// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.broker.BrokerNode;
import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** The broker alone, for trying the services as processes of their own. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = {
      "A Kafka broker for this machine only, to try the services each in its own process.",
      "Listens on BROKER_PORT (9092), keeps its topics in DATA_DIR (./data). For a cluster of",
      "several start each with its own of these, BROKER_NODE=1, 2 …, and BROKER_CONTROLLERS=a port",
      "for each, with commas."
    })
public final class BrokerCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Settings.ofEnvironment();
    EmbeddedBroker broker = start(settings);
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

  /** The broker that the settings describe; also {@code run}'s. */
  static EmbeddedBroker start(Settings settings) {
    Path data = settings.path("DATA_DIR").orElse(Path.of("data")).toAbsolutePath();
    return EmbeddedBroker.start(
        data.resolve("kafka"),
        settings.integer("BROKER_PORT", 9092, 0, 65_535),
        BrokerNode.from(settings),
        proxied(settings));
  }

  /** Broker properties for clients that come through a proxy: they must see its port, not ours. */
  private static Map<String, String> proxied(Settings settings) {
    int behind = settings.integer("BROKER_PROXIED_PORT", 0, 0, 65_535);
    if (behind == 0) {
      return Map.of();
    }
    settings.required("BROKER_PROXY_PORT", "set it to the port where the proxy listens");
    return EmbeddedBroker.proxied(behind, settings.integer("BROKER_PROXY_PORT", 0, 1, 65_535));
  }
}
