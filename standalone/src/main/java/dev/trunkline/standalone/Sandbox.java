package dev.trunkline.standalone;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.kafka.KafkaClients;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.standalone.broker.EmbeddedBroker;
import dev.trunkline.standalone.story.EventReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Everything a simulated call needs in this JVM: a broker, all services, stand-ins for the
 * providers, and a telephone. Uses nobody's account, and leaves nothing behind.
 */
public final class Sandbox implements AutoCloseable {
  private final ScratchDirectory data;
  private final StandIns standIns;
  private final EmbeddedBroker broker;
  private final Deployment deployment;
  private final Telephone telephone;
  private final EventReader reader;

  private Sandbox(Settings environment, PrintStream console, Consumer<Event> events)
      throws IOException {
    data = ScratchDirectory.create("trunkline-sandbox");
    standIns = StandIns.start(environment);
    broker = EmbeddedBroker.start(data.path().resolve("kafka"), 0);
    Settings settings = local(standIns.fill(withoutKeys(environment), console), broker, freePort());
    deployment = Deployment.start(settings);
    telephone = new Telephone(TelephoneSettings.from(settings));
    reader = new EventReader(KafkaClients.from(settings), events);
  }

  /**
   * Starts it all, which takes some seconds.
   *
   * @param events hears of everything that happens in calls, on one thread
   */
  public static Sandbox start(Settings environment, PrintStream console, Consumer<Event> events)
      throws IOException {
    return new Sandbox(environment, console, events);
  }

  public StandIns standIns() {
    return standIns;
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

  private static Settings withoutKeys(Settings settings) {
    return settings.with(Map.of("OPENAI_API_KEY", "", "ELEVENLABS_API_KEY", ""));
  }

  private static Settings local(Settings settings, EmbeddedBroker broker, int port) {
    var token = new byte[16];
    ThreadLocalRandom.current().nextBytes(token);
    return settings.with(
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "PORT",
            String.valueOf(port),
            "GATEWAY_ID",
            "sandbox",
            "TWILIO_AUTH_TOKEN",
            HexFormat.of().formatHex(token),
            "TWILIO_ACCOUNT_SID",
            "",
            "TWILIO_STREAM_URL",
            "",
            "PUBLIC_URL",
            "http://127.0.0.1:" + port,
            "TELEPHONE_ALLOW_WS",
            "true",
            "TELEPHONE_SIGN_WS_AS_WSS",
            "false"));
  }

  /** Known beforehand, because the gateway's public address has it. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
