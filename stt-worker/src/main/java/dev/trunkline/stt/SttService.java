// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.topic.Topics;
import dev.trunkline.providers.Backoff;
import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Breaker.Limits.Probes;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.DeadLetters;
import dev.trunkline.runtime.kafka.KafkaAccess;
import dev.trunkline.runtime.kafka.KafkaState;
import dev.trunkline.runtime.kafka.Publisher;
import dev.trunkline.runtime.kafka.TopicCreator;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.kafka.WorkerGroup;
import dev.trunkline.runtime.service.AbstractService;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Resources;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.stt.kafka.SessionDependencies;
import dev.trunkline.stt.kafka.SttWorker;
import dev.trunkline.stt.provider.ScribeClient;
import dev.trunkline.stt.provider.ScribeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Reads {@code audio.inbound} and {@code speech}, writes {@code transcripts}. Instances of a group
 * share the partitions, and with them the calls.
 */
public final class SttService extends AbstractService {
  private static final String GROUP = WorkerGroup.STT.id();

  /** Callers wait for words while a breaker is open, so it tries again soon, but once a second. */
  private static final Backoff PROBES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1));

  private final ServiceContext context;
  private final List<ScribeSettings> scribes;
  private final Random random = new Random();
  private final Breaker.Limits breaker;
  private final SttSettings settings;
  private final Assistants assistants;

  /**
   * @throws dev.trunkline.runtime.settings.InvalidSetting if a setting is missing or invalid
   */
  public SttService(ServiceContext context) {
    this.context = context;
    Settings values = context.settings();
    this.assistants = Assistants.checked(values);
    this.scribes = ScribeSettings.all(values);
    this.breaker = Breaker.Limits.standard().with(new Probes(PROBES, random));
    ScribeSettings first = scribes.getFirst();
    this.settings = SttSettings.from(values, first);
  }

  @Override
  public String name() {
    return "stt-worker";
  }

  @Override
  protected Map<String, Object> idleDetails() {
    return Map.of("sessions", 0);
  }

  @Override
  protected Running assemble(Resources resources) {
    new TopicCreator(context.kafka(), context.settings())
        .ensure(
            KafkaAccess.ofGroup(GROUP, Topics.AUDIO_INBOUND, Topics.SPEECH.topic())
                .writing(Topics.TRANSCRIPTS));
    Tracing tracing = resources.add(Tracing.from(context.settings(), name()));
    Publisher publisher =
        resources.add(
            new Publisher(
                context.kafka().producer("stt-transcripts", Duration.ZERO), context.meters()));
    List<ScribeClient> clients = scribes.stream().map(ScribeClient::new).toList();
    clients.forEach(resources::add);
    var unfinished = new UnfinishedWork();
    var metrics = new SttMetrics(context.meters());
    var dependencies =
        new SessionDependencies(
            settings.limits(),
            new Endpoints<>(
                "elevenlabs", GROUP, clients, breaker, context.meters(), System::nanoTime),
            assistants,
            (event, address) -> publisher.publish(Topics.TRANSCRIPTS, event, address),
            unfinished,
            metrics::count,
            tracing,
            System::nanoTime,
            context.clock(),
            random);
    var worker =
        new SttWorker(dependencies, new DeadLetters(publisher, name(), context.meters())::put);
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(GROUP, GROUP);
    Gauges.registerCalls(context.meters(), GROUP, worker::activeStreams);
    Gauges.registerUnfinished(context.meters(), GROUP, unfinished::size);
    Gauges.registerLag(context.meters(), GROUP, consumer::metrics);
    // Closed first: hands its calls over, so that other workers read unfinished utterances again.
    ConsumerLoop loop =
        resources.add(
            new ConsumerLoop(
                GROUP,
                consumer,
                List.of(Topics.AUDIO_INBOUND.name(), Topics.SPEECH.name()),
                unfinished,
                publisher,
                worker));
    loop.start();
    return () -> health(loop, worker, publisher);
  }

  private static Health health(ConsumerLoop loop, SttWorker worker, Publisher publisher) {
    KafkaState kafka = loop.state();
    return new Health(
        kafka != KafkaState.FAILED,
        kafka == KafkaState.READY,
        Map.of(
            "kafka", kafka.text(),
            "sessions", worker.activeStreams(),
            "recordsLost", publisher.lost()));
  }
}
