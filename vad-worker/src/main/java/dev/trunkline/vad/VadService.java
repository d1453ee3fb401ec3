// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.topic.Topics;
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
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.vad.kafka.CallRouter;
import dev.trunkline.vad.kafka.DetectorRunner;
import dev.trunkline.vad.kafka.TracedSpeechPublisher;
import dev.trunkline.vad.kafka.TurnJudgements;
import dev.trunkline.vad.kafka.VadWorker;
import dev.trunkline.vad.provider.onnx.ModelFile;
import dev.trunkline.vad.provider.silero.BatchInference;
import dev.trunkline.vad.provider.silero.InferenceMetrics;
import dev.trunkline.vad.provider.silero.SileroModel;
import dev.trunkline.vad.provider.silero.SileroModelFile;
import dev.trunkline.vad.provider.turn.TurnJudge;
import dev.trunkline.vad.provider.turn.TurnModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topic {@code audio.inbound} in group {@code vad} and writes topic {@code speech}. With
 * {@code VAD_ENABLED=false} it reports itself as healthy and does nothing.
 */
public final class VadService extends AbstractService {
  private static final Logger log = LoggerFactory.getLogger(VadService.class);
  private static final String NAME = "vad-worker";
  private static final String GROUP = WorkerGroup.VAD.id();

  private final ServiceContext context;
  private final boolean enabled;
  private final VadSettings settings;

  /**
   * Reads the settings.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if one of them is wrong
   */
  public VadService(ServiceContext context) {
    this.context = context;
    this.enabled = context.settings().get(SharedSettings.VAD_ENABLED);
    this.settings = VadSettings.from(context.settings());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  protected Map<String, Object> idleDetails() {
    return Map.of("enabled", enabled);
  }

  @Override
  protected Running assemble(Resources resources) {
    if (!enabled) {
      log.atInfo().log("VAD disabled (VAD_ENABLED=false); Scribe decides where utterances end");
      return () -> new Health(true, true, Map.of("enabled", false));
    }
    ModelFile file = SileroModelFile.choose(context.settings(), Path.of(""));
    Optional<ModelFile> turnFile = TurnModel.file(context.settings(), Path.of(""));
    Tracing tracing = resources.add(Tracing.from(context.settings(), NAME));
    SileroModel silero = resources.add(SileroModel.open(file, settings.maxBatch()));
    logLoaded(file);
    new TopicCreator(context.kafka(), context.settings())
        .ensure(KafkaAccess.ofGroup(GROUP, Topics.AUDIO_INBOUND).writing(Topics.SPEECH));
    Publisher publisher =
        resources.add(
            new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters()));
    // Closed before the publisher, to which it reports.
    Optional<TurnJudge> judge = turnFile.map(this::openTurnJudge);
    judge.ifPresent(resources::add);
    var unfinished = new UnfinishedWork();
    CallRouter router =
        router(
            silero, judge.orElse(null), new TracedSpeechPublisher(publisher, tracing), unfinished);
    var deadLetters = new DeadLetters(publisher, NAME, context.meters());
    var worker = new VadWorker(router, deadLetters::put, settings.idleMs(), System::nanoTime);
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(GROUP, NAME);
    Gauges.registerCalls(context.meters(), GROUP, worker::calls);
    Gauges.registerUnfinished(context.meters(), GROUP, unfinished::size);
    Gauges.registerLag(context.meters(), GROUP, consumer::metrics);
    // Closed first: hands its calls over before what they need is closed.
    ConsumerLoop loop =
        resources.add(
            new ConsumerLoop(
                NAME,
                consumer,
                List.of(Topics.AUDIO_INBOUND.name()),
                unfinished,
                publisher,
                worker));
    loop.start();
    return () -> health(loop, worker, publisher);
  }

  private static Health health(ConsumerLoop loop, VadWorker worker, Publisher publisher) {
    KafkaState kafka = loop.state();
    return new Health(
        kafka != KafkaState.FAILED,
        kafka == KafkaState.READY,
        Map.of(
            "enabled", true,
            "kafka", kafka.text(),
            "calls", worker.calls(),
            "recordsLost", publisher.lost()));
  }

  private TurnJudge openTurnJudge(ModelFile file) {
    var judge = new TurnJudge(TurnModel.open(file), context.meters());
    logLoaded(file);
    return judge;
  }

  private static void logLoaded(ModelFile model) {
    log.atInfo()
        .addKeyValue("model", model.origin())
        .addKeyValue("sha256", model.sha256())
        .log("model loaded");
  }

  private CallRouter router(
      SileroModel silero,
      @Nullable TurnJudge judge,
      TracedSpeechPublisher speech,
      UnfinishedWork unfinished) {
    var metrics = new VadMetrics(context.meters());
    var inference =
        new BatchInference(
            silero, settings.reset(), new InferenceMetrics(context.meters()), System::nanoTime);
    TurnJudgements judgements =
        judge == null ? null : new TurnJudgements(judge, speech, context.clock());
    var runner =
        new DetectorRunner(inference, speech, judgements, unfinished, metrics, context.clock());
    return new CallRouter(settings.streamRules(), runner, metrics, unfinished);
  }
}
