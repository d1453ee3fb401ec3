// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.gateway.kafka.GatewayTopicConsumer;
import dev.trunkline.gateway.kafka.KafkaCallEventSink;
import dev.trunkline.gateway.kafka.PlaybackTraces;
import dev.trunkline.gateway.kafka.StageLivenessMonitor;
import dev.trunkline.gateway.outage.OutageAnnouncer;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.DeadLetters;
import dev.trunkline.runtime.kafka.KafkaAccess;
import dev.trunkline.runtime.kafka.KafkaState;
import dev.trunkline.runtime.kafka.TopicCreator;
import dev.trunkline.runtime.service.AbstractService;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Resources;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway service: connects Twilio with Kafka. */
public final class GatewayService extends AbstractService {
  private static final Logger log = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration CLUSTER_TIMEOUT = Duration.ofSeconds(2);

  private final ServiceContext context;
  private final PrometheusMeterRegistry meters;
  private final GatewaySettings settings;
  private final Assistants assistants;
  private volatile int port;

  /**
   * Reads its settings.
   *
   * @param meters served at {@code /metrics}
   * @throws InvalidSetting if they are wrong
   */
  public GatewayService(ServiceContext context, PrometheusMeterRegistry meters) {
    this.context = context;
    this.meters = meters;
    this.assistants = Assistants.checked(context.settings());
    this.settings = GatewaySettings.from(context.settings(), assistants);
  }

  @Override
  public String name() {
    return "gateway";
  }

  /** Creates the topics, starts consuming the gateway's own, and only then answers Twilio. */
  @Override
  protected Running assemble(Resources resources) {
    ReturnAddress address = settings.returnAddress();
    new TopicCreator(context.kafka(), context.settings())
        .ensure(
            KafkaAccess.reading(Topics.gateway(address))
                .writing(Topics.CALLS, Topics.PLAYBACK)
                .writing(Topics.AUDIO_INBOUND));
    var traces = resources.add(new PlaybackTraces(Tracing.from(context.settings(), name())));
    var events =
        resources.add(
            new KafkaCallEventSink(context.kafka(), settings.id(), meters, traces, assistants));
    var liveness =
        new StageLivenessMonitor(
            context.kafka().admin(CLUSTER_TIMEOUT), CLUSTER_TIMEOUT, System::nanoTime);
    var server =
        new GatewayServer(
            settings,
            events,
            new OutageAnnouncer(settings.cover(), liveness::outage, System::nanoTime),
            this::health,
            meters,
            context.clock());
    var consumer = resources.add(consumer(address, server, events, traces));
    resources.add(liveness);
    resources.add(server);
    if (!consumer.start(POSITION_TIMEOUT)) {
      throw new InvalidSetting(
          SharedSettings.KAFKA_BOOTSTRAP_SERVERS.name(),
          "names a broker that does not serve " + address.topic(),
          "check the broker's health and the client's ACLs");
    }
    server.start();
    liveness.start();
    port = server.port();
    log.atInfo()
        .addKeyValue("port", port)
        .addKeyValue("id", settings.id())
        .log("gateway listening");
    return new RunningGateway(consumer, server, events, settings);
  }

  private GatewayTopicConsumer consumer(
      ReturnAddress address,
      GatewayServer server,
      KafkaCallEventSink events,
      PlaybackTraces traces) {
    KafkaConsumer<String, byte[]> client =
        context.kafka().ungroupedConsumer("gateway-" + settings.id() + "-return");
    Gauges.registerLag(meters, name(), client::metrics);
    return new GatewayTopicConsumer(
        client,
        address,
        server.topicSink(),
        new DeadLetters(events.events(), name(), meters)::put,
        traces,
        server::setKafkaConnected);
  }

  /** The port it listens on; after {@link #start}. */
  public int port() {
    return port;
  }

  /** The gateway between start and close. */
  private static final class RunningGateway implements Running {
    private final GatewayTopicConsumer consumer;
    private final GatewayServer server;
    private final KafkaCallEventSink events;
    private final GatewaySettings settings;
    private volatile boolean draining;

    RunningGateway(
        GatewayTopicConsumer consumer,
        GatewayServer server,
        KafkaCallEventSink events,
        GatewaySettings settings) {
      this.consumer = consumer;
      this.server = server;
      this.events = events;
      this.settings = settings;
    }

    @Override
    public Health health() {
      KafkaState kafka = consumer.state();
      return new Health(
          kafka != KafkaState.FAILED,
          kafka == KafkaState.READY,
          Map.of(
              "kafka", kafka.text(),
              "sessions", server.sessions(),
              "maxCalls", settings.mostCalls(),
              "gateway", settings.id(),
              "draining", draining,
              "recordsLost", events.lost()));
    }

    /**
     * Stops admitting calls, and lets those held end or hands them over. Blocks for at most about
     * {@code GATEWAY_DRAIN_MS} and twice the hand-over time.
     */
    @Override
    public void drain() {
      draining = true;
      server.drain();
    }
  }
}
