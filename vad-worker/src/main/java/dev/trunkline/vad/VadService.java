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
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.Service;
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
public final class VadService implements Service {
  private static final Logger log = LoggerFactory.getLogger(VadService.class);
  private static final String NAME = "vad-worker";
  private static final String GROUP = WorkerGroup.VAD.id();

  private final ServiceContext context;
  private final boolean enabled;
  private final VadSettings settings;
  private volatile @Nullable Running running;

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

  private record Running(
      SileroModel silero,
      @Nullable TurnJudge judge,
      Publisher publisher,
      VadWorker worker,
      ConsumerLoop loop,
      Tracing tracing) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized void start() {
    if (!enabled) {
      log.atInfo().log("VAD disabled (VAD_ENABLED=false); Scribe decides where utterances end");
      return;
    }
    ModelFile file = SileroModelFile.choose(context.settings(), Path.of(""));
    SileroModel silero = SileroModel.open(file, settings.maxBatch());
    logLoaded(file);
    TurnJudge judge = null;
    try {
      judge = openTurnJudge();
      new TopicCreator(context.kafka(), context.settings())
          .ensure(KafkaAccess.ofGroup(GROUP, Topics.AUDIO_INBOUND).writing(Topics.SPEECH));
      run(silero, judge);
    } catch (RuntimeException e) {
      silero.close();
      if (judge != null) {
        judge.close();
      }
      throw e;
    }
  }

  @Override
  public Health health() {
    Running now = running;
    if (!enabled || now == null) {
      return new Health(true, !enabled, Map.of("enabled", enabled));
    }
    KafkaState kafka = now.loop().state();
    return new Health(
        kafka != KafkaState.FAILED,
        kafka == KafkaState.READY,
        Map.of(
            "enabled", true,
            "kafka", kafka.text(),
            "calls", now.worker().calls(),
            "recordsLost", now.publisher().lost()));
  }

  @Override
  public synchronized void close() {
    Running now = running;
    if (now != null) {
      running = null;
      now.loop().close();
      if (now.judge() != null) {
        now.judge().close();
      }
      now.publisher().close();
      now.silero().close();
      now.tracing().close();
    }
  }

  private @Nullable TurnJudge openTurnJudge() {
    Optional<ModelFile> file = TurnModel.file(context.settings(), Path.of(""));
    if (file.isEmpty()) {
      return null;
    }
    var judge = new TurnJudge(TurnModel.open(file.get()), context.meters());
    logLoaded(file.get());
    return judge;
  }

  private static void logLoaded(ModelFile model) {
    log.atInfo()
        .addKeyValue("model", model.origin())
        .addKeyValue("sha256", model.sha256())
        .log("model loaded");
  }

  private void run(SileroModel silero, @Nullable TurnJudge judge) {
    var publisher = new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters());
    var deadLetters = new DeadLetters(publisher, NAME, context.meters());
    Tracing tracing = Tracing.from(context.settings(), NAME);
    var unfinished = new UnfinishedWork();
    CallRouter router =
        router(silero, judge, new TracedSpeechPublisher(publisher, tracing), unfinished);
    var worker = new VadWorker(router, deadLetters::put, settings.idleMs(), System::nanoTime);
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(GROUP, NAME);
    var loop =
        new ConsumerLoop(
            NAME, consumer, List.of(Topics.AUDIO_INBOUND.name()), unfinished, publisher, worker);
    running = new Running(silero, judge, publisher, worker, loop, tracing);
    Gauges.registerCalls(context.meters(), GROUP, worker::calls);
    Gauges.registerUnfinished(context.meters(), GROUP, unfinished::size);
    Gauges.registerLag(context.meters(), GROUP, consumer::metrics);
    loop.start();
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
