// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.stack;

import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.cli.broker.FreePort;
import dev.trunkline.cli.conversation.LiveEventReader;
import dev.trunkline.events.Event;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything a simulated call needs in this JVM: a broker, all services, stand-ins for the
 * providers, and a telephone. Uses no provider account and leaves no files behind.
 */
public final class DemoStack implements AutoCloseable {
  private final TemporaryDirectory data;
  private final StandInProviders standIns;
  private final EmbeddedBroker broker;
  private final ServicesInOneJvm deployment;
  private final Telephone telephone;
  private final KafkaClients kafka;
  private final LiveEventReader reader;

  private DemoStack(Settings environment, PrintStream console, Consumer<Event> events)
      throws IOException {
    data = TemporaryDirectory.create("trunkline-sandbox");
    standIns = StandInProviders.start(environment);
    broker = EmbeddedBroker.start(data.path().resolve("kafka"), 0);
    int port = FreePort.find(); // the gateway's public address has it
    Settings settings =
        LoopbackSettings.connected(
                standIns.fill(LoopbackSettings.withoutKeys(environment), console),
                broker.bootstrapServers(),
                port)
            .with(Map.of("PORT", String.valueOf(port), "GATEWAY_ID", "sandbox"));
    deployment = ServicesInOneJvm.start(settings);
    telephone = new Telephone(TelephoneSettings.from(settings));
    kafka = KafkaClients.from(settings);
    reader = new LiveEventReader(kafka, events);
  }

  /**
   * Starts it all, which takes some seconds.
   *
   * @param events hears of everything that happens in calls, on one thread
   */
  public static DemoStack start(Settings environment, PrintStream console, Consumer<Event> events)
      throws IOException {
    return new DemoStack(environment, console, events);
  }

  public StandInProviders standIns() {
    return standIns;
  }

  /** Clients of the broker. */
  public KafkaClients kafka() {
    return kafka;
  }

  public Telephone telephone() {
    return telephone;
  }

  /** Where calls come in. */
  public URI webhook() {
    return URI.create("http://127.0.0.1:" + deployment.port() + "/twiml");
  }

  @Override
  public void close() {
    reader.close();
    telephone.close();
    deployment.close();
    broker.close();
    standIns.close();
    data.close();
  }
}
