package dev.trunkline.tts;

import dev.trunkline.common.assistant.Assistants;
import dev.trunkline.common.kafka.Access;
import dev.trunkline.common.kafka.ConsumerLoop;
import dev.trunkline.common.kafka.DeadLetters;
import dev.trunkline.common.kafka.KafkaState;
import dev.trunkline.common.kafka.Publisher;
import dev.trunkline.common.kafka.TopicCreator;
import dev.trunkline.common.kafka.UnfinishedWork;
import dev.trunkline.common.service.Health;
import dev.trunkline.common.service.Service;
import dev.trunkline.common.service.ServiceContext;
import dev.trunkline.common.telemetry.Gauges;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.common.topic.Topics;
import dev.trunkline.tts.elevenlabs.VoiceSockets;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The TTS worker: {@code replies} in, audio for the gateways out. Started and stopped by one
 * thread; {@link #health} from any.
 */
public final class TtsService implements Service {
  private static final String NAME = "tts-worker";
  private static final String GROUP = "tts";

  /** Chunks of a message that came together may share a request to the broker. */
  private static final Duration LINGER = Duration.ofMillis(2);

  private static final RandomGenerator THREAD_SAFE_RANDOM =
      () -> ThreadLocalRandom.current().nextLong();

  private final ServiceContext context;
  private final TtsSettings settings;
  private final Voices voices;
  private volatile @Nullable Running running;

  /** What exists between start and close. */
  private record Running(
      VoiceSockets sockets,
      Publisher publisher,
      Speakers speakers,
      ConsumerLoop loop,
      Tracing tracing) {}

  /**
   * @throws dev.trunkline.common.config.InvalidSetting if a setting is missing or wrong
   */
  public TtsService(ServiceContext context) {
    this.context = context;
    this.settings = TtsSettings.from(context.settings());
    this.voices = new Voices(Assistants.checked(context.settings()), settings.access().voice());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized void start() {
    new TopicCreator(context.kafka(), context.settings())
        .ensure(Access.ofGroup(GROUP, Topics.CALLS.topic(), Topics.REPLIES.topic()));
    var sockets = new VoiceSockets(settings.access(), System::nanoTime);
    var publisher = new Publisher(context.kafka().producer(NAME, LINGER), context.meters());
    var unfinished = new UnfinishedWork();
    var meters = new TtsMeters(context.meters());
    Tracing tracing = Tracing.from(context.settings(), NAME);
    var around =
        new Speaker.Surroundings(
            sockets, voices, publisher::send, unfinished, meters, tracing, System::nanoTime);
    var deadLetters = new DeadLetters(publisher, NAME, context.meters());
    var speakers = new Speakers(settings, around, deadLetters::put, THREAD_SAFE_RANDOM);
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(GROUP, NAME);
    Gauges.showCalls(context.meters(), GROUP, speakers::size);
    Gauges.show(context.meters(), "trunkline.tts.sockets", Tags.empty(), sockets::size);
    Gauges.showUnfinished(context.meters(), GROUP, unfinished::size);
    Gauges.showLag(context.meters(), GROUP, consumer::metrics);
    var loop =
        new ConsumerLoop(
            NAME,
            consumer,
            List.of(Topics.CALLS.name(), Topics.REPLIES.name()),
            unfinished,
            publisher,
            speakers);
    running = new Running(sockets, publisher, speakers, loop, tracing);
    loop.start();
  }

  @Override
  public Health health() {
    Running now = running;
    if (now == null) {
      return new Health(true, false, Map.of("sessions", 0, "calls", 0));
    }
    KafkaState kafka = now.loop().state();
    return new Health(
        kafka != KafkaState.FAILED,
        kafka == KafkaState.READY,
        Map.of(
            "kafka", kafka.text(),
            "sessions", now.sockets().size(),
            "calls", now.speakers().size(),
            "recordsLost", now.publisher().lost()));
  }

  /** What was not said to its end is left to the next owner of its partition. */
  @Override
  public synchronized void close() {
    Running last = running;
    if (last != null) {
      running = null;
      last.loop().close();
      last.sockets().close();
      last.publisher().close();
      last.tracing().close();
    }
  }
}
