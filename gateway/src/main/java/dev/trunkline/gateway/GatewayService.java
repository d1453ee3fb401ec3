// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.gateway.cover.Attendance;
import dev.trunkline.gateway.cover.GapCover;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.Access;
import dev.trunkline.runtime.kafka.DeadLetters;
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

/** The gateway, between Twilio and Kafka. */
public final class GatewayService implements Service {
  private static final Logger log = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration POSITION_WAIT = Duration.ofSeconds(15);
  private static final Duration CLUSTER_WAIT = Duration.ofSeconds(2);

  private final ServiceContext context;
  private final GatewaySettings settings;
  private final KafkaCallLog events;
  private final GatewayServer server;
  private final ReturnReader reader;
  private final PlaybackTraces traces;
  private final Attendance attendance;
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
        new KafkaCallLog(context.kafka(), settings.id(), address, meters, traces, assistants);
    this.attendance =
        new Attendance(context.kafka().admin(CLUSTER_WAIT), CLUSTER_WAIT, System::nanoTime);
    var cover = new GapCover(settings.cover(), attendance::outage, System::nanoTime);
    this.server =
        new GatewayServer(
            settings, events, this::health, cover, meters, context.clock(), System::nanoTime);
    KafkaConsumer<String, byte[]> consumer =
        context.kafka().soleConsumer("gateway-" + settings.id() + "-return");
    Gauges.showLag(meters, name(), consumer::metrics);
    this.reader =
        new ReturnReader(
            consumer,
            address,
            server.arrivals(),
            new DeadLetters(events.events(), name(), meters)::put,
            traces,
            server::admitWhileKafka);
  }

  @Override
  public String name() {
    return "gateway";
  }

  /** Creates the topics, reads its own, and only then answers Twilio. */
  @Override
  public void start() {
    new TopicCreator(context.kafka(), context.settings())
        .ensure(
            Access.reading(Topics.gateway(settings.returnAddress()))
                .writing(Topics.CALLS, Topics.PLAYBACK)
                .writing(Topics.AUDIO_INBOUND));
    if (!reader.start(POSITION_WAIT)) {
      throw new InvalidSetting(
          "KAFKA_BOOTSTRAP_SERVERS",
          "names a broker that does not serve " + settings.returnAddress().topic(),
          "check the broker's health and the client's rights");
    }
    server.start();
    attendance.start();
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
    KafkaState kafka = reader.state();
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
    attendance.close();
    reader.close();
    events.close();
    traces.close();
  }
}
