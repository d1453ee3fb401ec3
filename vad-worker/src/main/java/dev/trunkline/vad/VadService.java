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
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.vad.silero.ModelFile;
import dev.trunkline.vad.silero.Silero;
import dev.trunkline.vad.turn.TurnJudge;
import dev.trunkline.vad.turn.TurnModel;
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
 * Reads {@code audio.inbound} in group {@code vad} and writes {@code speech}. With {@code
 * VAD_ENABLED=false} it runs, is healthy, and does nothing.
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
    this.enabled = context.settings().flag("VAD_ENABLED", true);
    this.settings = VadSettings.from(context.settings());
  }

  private record Running(
      Silero silero,
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
      log.atInfo().log("VAD is off (VAD_ENABLED=false): nobody tells where speech begins and ends");
      return;
    }
    ModelFile model = ModelFile.choose(context.settings(), Path.of(""));
    Silero silero = Silero.open(model, settings.maxBatch());
    logLoaded(model);
    TurnJudge judge = null;
    try {
      judge = judge();
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

  private @Nullable TurnJudge judge() {
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

  private void run(Silero silero, @Nullable TurnJudge judge) {
    var meters = new VadMeters(context.meters());
    var publisher = new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters());
    var deadLetters = new DeadLetters(publisher, NAME, context.meters());
    Tracing tracing = Tracing.from(context.settings(), NAME);
    var output = new KafkaOutput(publisher, deadLetters, tracing);
    var unfinished = new UnfinishedWork();
    Turns turns = judge == null ? null : new Turns(judge, output, context.clock());
    var ears = new Ears(silero, output, turns, meters, context.clock(), System::nanoTime);
    var switchboard = new Switchboard(settings, ears, meters, unfinished);
    var worker = new VadWorker(switchboard, output, settings.idleMs(), System::nanoTime);
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
}
