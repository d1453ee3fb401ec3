// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.dialog.llm.EarlierWords.Words;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.dialog.tool.Toolboxes;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnConfirmed;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.ConsumerLoop;
import dev.trunkline.runtime.kafka.DeadLetters;
import dev.trunkline.runtime.kafka.KafkaAccess;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.KafkaState;
import dev.trunkline.runtime.kafka.Publisher;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.kafka.WorkerGroup;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requested turns and runs them, as many at once as there are. An offset is committed
 * only up to the first turn that is not answered, so a successor goes on with what was under way:
 * behind the words that are written, since the model would not find the same again.
 */
public final class LlmRunner implements ConsumerLoop.Handler, AutoCloseable {
  private static final String NAME = WorkerGroup.LLM.id();

  private record Key(TopicPartition partition, TurnKey turn) {}

  private final Map<Key, RunningTurn> running = new ConcurrentHashMap<>();
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private final AnsweredTurns answered = new AnsweredTurns();
  private final EarlierWords earlier;
  private final Publisher results;
  private final DeadLetters deadLetters;
  private final TurnSurroundings around;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tool-", 0).factory());
  private final Assistants assistants;
  private final Toolboxes tools;
  private final @Nullable String language;
  private final Tracing tracing;
  private final ConsumerLoop loop;

  /**
   * @throws dev.trunkline.runtime.settings.InvalidSetting without a key for the model
   */
  public LlmRunner(
      ServiceContext context, Assistants assistants, Toolboxes tools, Tracing tracing) {
    this.tracing = tracing;
    this.assistants = assistants;
    this.tools = tools;
    language = context.settings().text("ASSISTANT_LANGUAGE").orElse(null);
    ChatClient chat = FailoverChat.from(context);
    results = new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters());
    deadLetters = new DeadLetters(results, "dialog-worker", context.meters());
    around =
        new TurnSurroundings(
            chat,
            results::publish,
            new Retries(),
            Filler.from(context.settings()),
            threads,
            new ToolMemory(),
            context.settings().integer("TOOL_ROUNDS", 5, 1, 20),
            context.clock(),
            new LlmMeters(context.meters()),
            new ToolMeters(context.meters()));
    earlier = new EarlierWords(context.kafka().ungroupedConsumer(NAME + "-earlier"));
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(NAME, NAME);
    loop =
        new ConsumerLoop(NAME, consumer, List.of(Topics.TURNS.name()), unfinished, results, this);
    Gauges.registerCalls(context.meters(), NAME, running::size);
    Gauges.registerUnfinished(context.meters(), NAME, unfinished::size);
    Gauges.registerLag(context.meters(), NAME, consumer::metrics);
  }

  /** What it does with the cluster. */
  public KafkaAccess access() {
    return KafkaAccess.ofGroup(NAME, Topics.TURNS.topic(), Topics.REPLIES.topic())
        .writing(Topics.REPLIES, Topics.TURNS);
  }

  public void start() {
    loop.start();
  }

  /** How it stands with Kafka. */
  public KafkaState state() {
    return loop.state();
  }

  /** How many records could not be written since the start. */
  public long recordsLost() {
    return results.lost();
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    var turns = new ArrayList<Incoming>();
    for (ConsumerRecord<String, byte[]> message : records) {
      try {
        Topics.TURNS
            .codec()
            .decode(message.value())
            .ifPresent(e -> turns.add(new Incoming(message, e)));
      } catch (UnreadableRecord e) {
        deadLetters.put(message, e);
      }
    }
    // What a tool returned stands behind the turn that asked for it, and must be known before it.
    for (Incoming each : turns) {
      if (each.event() instanceof ToolReturned returned) {
        around.memory().remember(returned);
      }
    }
    Map<TurnKey, Words> words = earlier.of(requests(turns));
    turns.forEach(each -> takeOrPutAside(each, words));
  }

  private static Map<TurnKey, ConsumerRecord<String, byte[]>> requests(List<Incoming> turns) {
    var requests = new HashMap<TurnKey, ConsumerRecord<String, byte[]>>();
    for (Incoming each : turns) {
      if (each.event() instanceof TurnRequested request) {
        var turn = new TurnKey(request.callSid(), request.turn());
        requests.putIfAbsent(turn, each.message());
      }
    }
    return requests;
  }

  private record Incoming(ConsumerRecord<String, byte[]> message, TurnEvent event) {}

  /** A bug that one call's record brings out must not stop the other calls. */
  private void takeOrPutAside(Incoming each, Map<TurnKey, Words> words) {
    try {
      take(each.message(), each.event(), words);
    } catch (UnreadableRecord | RuntimeException e) {
      deadLetters.put(each.message(), e);
    }
  }

  private void take(
      ConsumerRecord<String, byte[]> message, TurnEvent event, Map<TurnKey, Words> words)
      throws UnreadableRecord {
    var partition = new TopicPartition(message.topic(), message.partition());
    switch (event) {
      case TurnRequested request -> {
        var turn = new TurnKey(request.callSid(), request.turn());
        run(new Key(partition, turn), message, request, words.getOrDefault(turn, Words.NONE));
      }
      case TurnCancelled cancelled ->
          running.forEach((key, turn) -> {
            if (key.turn().callSid().equals(cancelled.callSid())
                && key.turn().number() < cancelled.floor()) {
              turn.cancel();
            }
          });
      case TurnCompleted completed -> around.memory().forget(completed.callSid(), completed.turn());
      case TurnConfirmed confirmed -> {
        var confirmedTurn = new TurnKey(confirmed.callSid(), confirmed.turn());
        RunningTurn turn = running.get(new Key(partition, confirmedTurn));
        if (turn != null) {
          turn.confirm();
        }
      }
      case ToolReturned _ -> {
        // Remembered above.
      }
    }
  }

  private void run(
      Key key, ConsumerRecord<String, byte[]> message, TurnRequested request, Words words)
      throws UnreadableRecord {
    if (words.ended()) {
      answered.add(key.turn());
    }
    // A conversation that was taken over may ask once more for what is answered.
    if (answered.contains(key.turn())) {
      return;
    }
    String hold = request.callSid() + "/" + request.turn();
    var turn =
        new RunningTurn(
            request,
            origin(message),
            around,
            think(message, request),
            () -> {
              answered.add(key.turn());
              running.remove(key);
              unfinished.release(key.partition(), hold);
            });
    if (running.putIfAbsent(key, turn) == null) {
      unfinished.hold(key.partition(), hold, message.offset());
      turn.start(words.segments());
    }
  }

  private TurnOrigin origin(ConsumerRecord<String, byte[]> message) throws UnreadableRecord {
    String assistant = AssistantName.in(KafkaHeaders.of(message.headers()));
    String own = assistants.named(assistant).map(Assistant::language).orElse(language);
    return new TurnOrigin(
        ReturnAddress.in(KafkaHeaders.of(message.headers())).orElse(null),
        assistant,
        TextNormalizer.forLanguage(own),
        tools.of(assistant).orElse(null));
  }

  private Span think(ConsumerRecord<String, byte[]> message, TurnRequested request) {
    return tracing
        .turn("think", Tracing.extract(message.headers()), request.callSid(), request.turn())
        .startSpan();
  }

  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    earlier.assigned(partitions);
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    running.forEach((key, turn) -> {
      if (partitions.contains(key.partition())) {
        turn.abandon();
        answered.remove(key.turn());
      }
    });
    earlier.revoked(partitions);
  }

  @Override
  public void close() {
    loop.close();
    earlier.close();
    around.retries().close();
    around.chat().close();
    tools.close();
    threads.shutdown();
    results.close();
  }
}
