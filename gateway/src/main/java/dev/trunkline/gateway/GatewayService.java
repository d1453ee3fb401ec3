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
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Service;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway service: connects Twilio with Kafka. */
public final class GatewayService implements Service {
  private static final Logger log = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration CLUSTER_TIMEOUT = Duration.ofSeconds(2);

  private final ServiceContext context;
  private final GatewaySettings settings;
  private final KafkaCallEventSink events;
  private final GatewayServer server;
  private final GatewayTopicConsumer consumer;
  private final PlaybackTraces traces;
  private final StageLivenessMonitor liveness;
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
    Assistants assistants = Assistants.checked(context.settings());
    ReturnAddress address = settings.returnAddress();
    this.traces = new PlaybackTraces(Tracing.from(context.settings(), name()));
    this.events =
        new KafkaCallEventSink(context.kafka(), settings.id(), meters, traces, assistants);
    this.liveness =
        new StageLivenessMonitor(
            context.kafka().admin(CLUSTER_TIMEOUT), CLUSTER_TIMEOUT, System::nanoTime);
    var announcer = new OutageAnnouncer(settings.cover(), liveness::outage, System::nanoTime);
    this.server =
        new GatewayServer(settings, events, announcer, this::health, meters, context.clock());
    KafkaConsumer<String, byte[]> client =
        context.kafka().ungroupedConsumer("gateway-" + settings.id() + "-return");
    Gauges.registerLag(meters, name(), client::metrics);
    this.consumer =
        new GatewayTopicConsumer(
            client,
            address,
            server.topicSink(),
            new DeadLetters(events.events(), name(), meters)::put,
            traces,
            server::setKafkaConnected);
  }

  @Override
  public String name() {
    return "gateway";
  }

  /** Creates the topics, starts consuming the gateway's own, and only then answers Twilio. */
  @Override
  public void start() {
    new TopicCreator(context.kafka(), context.settings())
        .ensure(
            KafkaAccess.reading(Topics.gateway(settings.returnAddress()))
                .writing(Topics.CALLS, Topics.PLAYBACK)
                .writing(Topics.AUDIO_INBOUND));
    if (!consumer.start(POSITION_TIMEOUT)) {
      throw new InvalidSetting(
          "KAFKA_BOOTSTRAP_SERVERS",
          "names a broker that does not serve " + settings.returnAddress().topic(),
          "check the broker's health and the client's ACLs");
    }
    server.start();
    liveness.start();
    started = true;
    log.atInfo()
        .addKeyValue("port", server.port())
        .addKeyValue("id", settings.id())
        .log("gateway listening");
  }

  /** The port it listens on; after {@link #start}. */
  public int port() {
    return server.port();
  }

  @Override
  public Health health() {
    KafkaState kafka = consumer.state();
    return new Health(
        !started || draining || kafka != KafkaState.FAILED,
        started && !draining && kafka == KafkaState.READY,
        Map.of(
            "kafka", kafka.text(),
            "sessions", server.sessions(),
            "maxCalls", settings.mostCalls(),
            "gateway", settings.id(),
            "draining", draining,
            "recordsLost", events.lost()));
  }

  /**
   * Drains: stops admitting calls, lets those held end or hands them over, and flushes all records.
   * Blocks for at most about {@code DRAIN_MS} and twice {@code HAND_OVER_MS}.
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
    liveness.close();
    consumer.close();
    events.close();
    traces.close();
  }
}
