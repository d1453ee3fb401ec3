// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.events.topic.Topics;
import dev.trunkline.providers.Breaker;
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
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.tts.core.SchedulerFactory;
import dev.trunkline.tts.core.SpeechCache;
import dev.trunkline.tts.kafka.SpeakerDependencies;
import dev.trunkline.tts.kafka.TtsWorker;
import dev.trunkline.tts.provider.AssistantVoices;
import dev.trunkline.tts.provider.VoiceAccess;
import dev.trunkline.tts.provider.VoiceProvider;
import dev.trunkline.tts.provider.VoiceSockets;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads topics {@code calls} and {@code replies}, writes audio to the gateways' topics. */
public final class TtsService extends AbstractService {
  private static final String NAME = "tts-worker";
  private static final String GROUP = WorkerGroup.TTS.id();

  private static final RandomGenerator THREAD_SAFE_RANDOM =
      () -> ThreadLocalRandom.current().nextLong();

  private final ServiceContext context;
  private final TtsSettings settings;
  private final Assistants assistants;
  private final Breaker.Limits breaker;

  /**
   * @throws dev.trunkline.runtime.settings.InvalidSetting if a setting is missing or wrong
   */
  public TtsService(ServiceContext context) {
    this.context = context;
    this.assistants = Assistants.checked(context.settings());
    this.settings = TtsSettings.from(context.settings(), assistants.defaults().language());
    this.breaker = Breaker.Limits.standard();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  protected Map<String, Object> idleDetails() {
    return Map.of("sessions", 0, "calls", 0);
  }

  @Override
  protected Running assemble(Resources resources) {
    new TopicCreator(context.kafka(), context.settings())
        .ensure(KafkaAccess.ofGroup(GROUP, Topics.CALLS.topic(), Topics.REPLIES.topic()));
    Tracing tracing = resources.add(Tracing.from(context.settings(), NAME));
    Publisher publisher =
        resources.add(
            new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters()));
    List<VoiceProvider> providers = providers();
    providers.forEach(provider -> resources.add(provider.sockets()));
    var unfinished = new UnfinishedWork();
    var dependencies =
        new SpeakerDependencies(
            endpoints(providers),
            publisher::send,
            unfinished,
            new TtsMetrics(context.meters()),
            tracing,
            System::nanoTime);
    var schedulers =
        new SchedulerFactory(
            settings.limits(),
            settings.access().format(),
            new SpeechCache(settings.cachedTexts()),
            THREAD_SAFE_RANDOM);
    var deadLetters = new DeadLetters(publisher, NAME, context.meters());
    var worker = new TtsWorker(schedulers, settings.idleClose(), dependencies, deadLetters::put);
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(GROUP, NAME);
    Gauges.registerCalls(context.meters(), GROUP, worker::calls);
    Gauges.register(
        context.meters(), "trunkline.tts.sockets", Tags.empty(), () -> openSockets(providers));
    Gauges.registerUnfinished(context.meters(), GROUP, unfinished::size);
    Gauges.registerLag(context.meters(), GROUP, consumer::metrics);
    // Closed first: leaves unfinished turns to the next owner of their partition.
    ConsumerLoop loop =
        resources.add(
            new ConsumerLoop(
                NAME,
                consumer,
                List.of(Topics.CALLS.name(), Topics.REPLIES.name()),
                unfinished,
                publisher,
                worker));
    loop.start();
    return () -> health(loop, providers, worker, publisher);
  }

  private List<VoiceProvider> providers() {
    var all = new ArrayList<VoiceProvider>();
    all.add(provider(settings.access(), false));
    VoiceAccess fallback = settings.fallback();
    if (fallback != null) {
      all.add(provider(fallback, settings.fallbackVoiceForAll()));
    }
    return List.copyOf(all);
  }

  private VoiceProvider provider(VoiceAccess access, boolean voiceForAll) {
    return new VoiceProvider(
        new VoiceSockets(access, System::nanoTime),
        new AssistantVoices(assistants, access.voice(), voiceForAll));
  }

  private Endpoints<VoiceProvider> endpoints(List<VoiceProvider> providers) {
    return new Endpoints<>(
        "elevenlabs", TtsMetrics.STAGE, providers, breaker, context.meters(), System::nanoTime);
  }

  private static int openSockets(List<VoiceProvider> providers) {
    return providers.stream().mapToInt(provider -> provider.sockets().size()).sum();
  }

  private static Health health(
      ConsumerLoop loop, List<VoiceProvider> providers, TtsWorker worker, Publisher publisher) {
    KafkaState kafka = loop.state();
    return new Health(
        kafka != KafkaState.FAILED,
        kafka == KafkaState.READY,
        Map.of(
            "kafka", kafka.text(),
            "sessions", openSockets(providers),
            "calls", worker.calls(),
            "recordsLost", publisher.lost()));
  }
}
