package dev.trunkline.gateway;

import dev.trunkline.common.config.InvalidSetting;
import dev.trunkline.common.kafka.DeadLetters;
import dev.trunkline.common.kafka.TopicCreator;
import dev.trunkline.common.service.Health;
import dev.trunkline.common.service.Service;
import dev.trunkline.common.service.ServiceContext;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topic;
import dev.trunkline.common.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway, between Twilio and Kafka. */
public final class GatewayService implements Service {
  private static final Logger log = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration POSITION_WAIT = Duration.ofSeconds(15);

  private final ServiceContext context;
  private final GatewaySettings settings;
  private final KafkaCallLog events;
  private final GatewayServer server;
  private final ReturnReader reader;
  private volatile boolean started;
  private volatile boolean draining;

  /**
   * Reads its settings.
   *
   * @param meters served at {@code /metrics}
   * @throws InvalidSetting if they are wrong
   */
  public GatewayService(ServiceContext context, PrometheusMeterRegistry meters) {
    this.context = context;
    this.settings = GatewaySettings.from(context.settings());
    ReturnAddress address = settings.returnAddress();
    this.events = new KafkaCallLog(context.kafka(), settings.id(), address, meters);
    this.server =
        new GatewayServer(
            settings, events, this::health, meters, context.clock(), System::nanoTime);
    this.reader =
        new ReturnReader(
            context.kafka().soleConsumer("gateway-" + settings.id() + "-return"),
            address,
            server.arrivals(),
            new DeadLetters(events.events(), "gateway", meters),
            server::stopAdmitting);
  }

  @Override
  public String name() {
    return "gateway";
  }

  /** Creates the topics, reads its own, and only then answers Twilio. */
  @Override
  public void start() {
    List<Topic> topics = new ArrayList<>(Topics.ALL);
    topics.add(Topics.gateway(settings.returnAddress()));
    new TopicCreator(context.kafka(), context.settings()).ensure(topics);
    if (!reader.start(POSITION_WAIT)) {
      throw new InvalidSetting(
          "KAFKA_BOOTSTRAP_SERVERS",
          "names a broker that does not serve " + settings.returnAddress().topic(),
          "check the broker's health and the client's rights");
    }
    events.connect();
    server.start();
    started = true;
    log.atInfo()
        .addKeyValue("port", server.port())
        .addKeyValue("id", settings.id())
        .log("gateway listens");
  }

  /** The port it listens on; after {@link #start}. */
  public int port() {
    return server.port();
  }

  @Override
  public Health health() {
    return new Health(
        !started || draining || reader.isAlive(),
        started && !draining && reader.isAlive(),
        Map.of(
            "sessions", server.sessions(),
            "maxCalls", settings.mostCalls(),
            "gateway", settings.id(),
            "draining", draining,
            "recordsLost", !events.isComplete()));
  }

  /**
   * Takes no more calls, lets those in hand end or go on elsewhere, and leaves nothing unsent. May
   * take as long as {@code DRAIN_MS} and {@code HAND_OVER_MS} say.
   */
  @Override
  public void close() {
    if (draining) {
      return;
    }
    draining = true;
    if (started) {
      server.drain();
    }
    server.close();
    reader.close();
    events.close();
  }
}
