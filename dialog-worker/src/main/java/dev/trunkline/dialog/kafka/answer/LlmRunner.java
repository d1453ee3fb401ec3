// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.dialog.core.AssistantProfile;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.answer.Toolboxes;
import dev.trunkline.dialog.kafka.answer.WrittenReplies.WrittenReply;
import dev.trunkline.dialog.provider.FailoverChat;
import dev.trunkline.dialog.provider.HttpTools;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.ToolRequested;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnConfirmed;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.collection.BoundedMap;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requested turns and answers them concurrently. Offsets are committed only up to the first
 * unanswered turn, so the partition's next owner resumes unfinished ones after the words that are
 * written ({@link WrittenReplies}): the model would not repeat them.
 */
public final class LlmRunner implements ConsumerLoop.Handler, AutoCloseable {
  private static final String NAME = WorkerGroup.LLM.id();
  private static final Logger log = LoggerFactory.getLogger(LlmRunner.class);
  private static final int MAX_ANSWERED_TURNS = 10_000;

  private record SessionKey(TopicPartition partition, TurnKey turn) {}

  private record TurnRecord(ConsumerRecord<String, byte[]> message, TurnEvent event) {}

  private final Map<SessionKey, AnswerSession> sessions = new ConcurrentHashMap<>();
  private final UnfinishedWork unfinished = new UnfinishedWork();

  /** The most recent turns that need no further answer. */
  private final Set<TurnKey> answered = BoundedMap.setOf(MAX_ANSWERED_TURNS);

  private final WrittenReplies writtenReplies;
  private final ObsoleteRequests obsolete;
  private final Publisher results;
  private final DeadLetters deadLetters;
  private final TurnDependencies shared;
  private final ExecutorService toolThreads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tool-", 0).factory());
  private final AssistantProfiles profiles;
  private final TurnContexts contexts;
  private final Tracing tracing;
  private final ConsumerLoop loop;

  /**
   * @param tools closed with this
   * @throws dev.trunkline.runtime.settings.InvalidSetting if {@code OPENAI_API_KEY} is not set
   */
  public LlmRunner(
      ServiceContext context,
      Assistants assistants,
      AssistantProfiles profiles,
      Toolboxes toolboxes,
      HttpTools tools,
      Tracing tracing) {
    this.tracing = tracing;
    this.profiles = profiles;
    contexts = new TurnContexts(assistants, profiles, toolboxes);
    results = new Publisher(context.kafka().producer(NAME, Duration.ZERO), context.meters());
    deadLetters = new DeadLetters(results, "dialog-worker", context.meters());
    shared =
        new TurnDependencies(
            FailoverChat.from(context),
            tools,
            results::publish,
            new AnswerTimers(),
            toolThreads,
            new ToolResults(),
            new RunningTools(),
            context.clock(),
            new LlmMetrics(context.meters()),
            new ToolMetrics(context.meters()));
    obsolete = new ObsoleteRequests(context.clock());
    writtenReplies = new WrittenReplies(context.kafka().ungroupedConsumer(NAME + "-earlier"));
    KafkaConsumer<String, byte[]> consumer = context.kafka().groupConsumer(NAME, NAME);
    loop =
        new ConsumerLoop(NAME, consumer, List.of(Topics.TURNS.name()), unfinished, results, this);
    Gauges.registerCalls(context.meters(), NAME, sessions::size);
    Gauges.registerUnfinished(context.meters(), NAME, unfinished::size);
    Gauges.registerLag(context.meters(), NAME, consumer::metrics);
  }

  /** The topics and groups it uses. */
  public KafkaAccess access() {
    return KafkaAccess.ofGroup(NAME, Topics.TURNS.topic(), Topics.REPLIES.topic())
        .writing(Topics.REPLIES, Topics.TURNS);
  }

  public void start() {
    loop.start();
  }

  /** The state of its consumer. */
  public KafkaState state() {
    return loop.state();
  }

  /** The number of records that could not be written since the start. */
  public long recordsLost() {
    return results.lost();
  }

  @Override
  public void handle(ConsumerRecords<String, byte[]> records) {
    var turns = new ArrayList<TurnRecord>();
    for (ConsumerRecord<String, byte[]> message : records) {
      try {
        Topics.TURNS
            .codec()
            .decode(message.value())
            .ifPresent(event -> turns.add(new TurnRecord(message, event)));
      } catch (UnreadableRecord e) {
        deadLetters.put(message, e);
      }
    }
    // A tool's result follows the request of its turn, but must be known when that turn starts.
    for (TurnRecord each : turns) {
      if (each.event() instanceof ToolReturned returned) {
        shared.toolResults().add(returned);
      }
    }
    // A call may have ended since, if the worker was down.
    Map<String, Integer> open =
        ObsoleteRequests.lowestOpenTurns(turns.stream().map(TurnRecord::event).toList());
    turns.removeIf(each ->
        each.event() instanceof TurnRequested request
            && request.turn() < open.getOrDefault(request.callSid(), 0));
    Map<TurnKey, WrittenReply> written = writtenReplies.of(requests(turns));
    turns.forEach(each -> handleOrDeadLetter(each, written));
  }

  private static Map<TurnKey, ConsumerRecord<String, byte[]>> requests(List<TurnRecord> turns) {
    var requests = new HashMap<TurnKey, ConsumerRecord<String, byte[]>>();
    for (TurnRecord each : turns) {
      if (each.event() instanceof TurnRequested request) {
        var turn = new TurnKey(request.callSid(), request.turn());
        requests.putIfAbsent(turn, each.message());
      }
    }
    return requests;
  }

  /** A bug that one call's record triggers must not stop the other calls. */
  private void handleOrDeadLetter(TurnRecord each, Map<TurnKey, WrittenReply> written) {
    try {
      handle(each.message(), each.event(), written);
    } catch (UnreadableRecord | RuntimeException e) {
      deadLetters.put(each.message(), e);
    }
  }

  private void handle(
      ConsumerRecord<String, byte[]> message, TurnEvent event, Map<TurnKey, WrittenReply> written)
      throws UnreadableRecord {
    var partition = new TopicPartition(message.topic(), message.partition());
    switch (event) {
      case TurnRequested request -> {
        var turn = new TurnKey(request.callSid(), request.turn());
        WrittenReply reply = written.getOrDefault(turn, WrittenReply.NONE);
        answer(new SessionKey(partition, turn), message, request, reply);
      }
      case TurnCancelled cancelled ->
          sessions.forEach((key, session) -> {
            if (key.turn().callSid().equals(cancelled.callSid())
                && key.turn().number() < cancelled.floor()) {
              session.cancel();
            }
          });
      case TurnCompleted completed ->
          shared.toolResults().removeBefore(completed.callSid(), completed.turn());
      case TurnConfirmed confirmed -> {
        var turn = new TurnKey(confirmed.callSid(), confirmed.turn());
        AnswerSession session = sessions.get(new SessionKey(partition, turn));
        if (session != null) {
          session.confirm();
        }
      }
      case ToolRequested _, ToolReturned _ -> {
        // Results were added to toolResults before.
      }
    }
  }

  private void answer(
      SessionKey key,
      ConsumerRecord<String, byte[]> message,
      TurnRequested request,
      WrittenReply written)
      throws UnreadableRecord {
    if (written.ended()) {
      answered.add(key.turn());
    }
    // A conversation that moved to another worker may repeat a request.
    if (answered.contains(key.turn())) {
      return;
    }
    AssistantProfile profile = profiles.of(AssistantName.in(KafkaHeaders.of(message.headers())));
    if (obsolete.isTooOld(key.partition(), request, profile.settings())) {
      endUnanswered(key.turn(), written.segments().size(), contexts.of(message));
      return;
    }
    String hold = request.callSid() + "/" + request.turn();
    var session =
        new AnswerSession(
            request,
            contexts.of(message),
            shared,
            span(message, request),
            () -> {
              answered.add(key.turn());
              sessions.remove(key);
              unfinished.release(key.partition(), hold);
            });
    if (sessions.putIfAbsent(key, session) == null) {
      unfinished.hold(key.partition(), hold, message.offset());
      session.start(written.segments());
    }
  }

  /** The conversation, if there still is one, must not wait for the rest. */
  private void endUnanswered(TurnKey turn, int segments, TurnContext context) {
    log.atInfo()
        .addKeyValue("call", turn.callSid())
        .addKeyValue("turn", turn.number())
        .log("turn request outlived its call; ending the answer without a model request");
    answered.add(turn);
    results.publish(
        Topics.REPLIES,
        new ReplyEnded(
            turn.callSid(),
            turn.number(),
            segments,
            FailureCategory.TIMED_OUT,
            shared.clock().millis()),
        context.returnAddress(),
        context.assistant());
  }

  private Span span(ConsumerRecord<String, byte[]> message, TurnRequested request) {
    return tracing
        .turn("think", Tracing.extract(message.headers()), request.callSid(), request.turn())
        .startSpan();
  }

  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    obsolete.assigned(partitions);
    writtenReplies.assigned(partitions);
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    sessions.forEach((key, session) -> {
      if (partitions.contains(key.partition())) {
        session.revoke();
        answered.remove(key.turn());
      }
    });
    writtenReplies.revoked(partitions);
  }

  @Override
  public void close() {
    loop.close();
    writtenReplies.close();
    shared.timers().close();
    shared.chat().close();
    shared.tools().close();
    toolThreads.shutdown();
    results.close();
  }
}
