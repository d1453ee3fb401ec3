// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.AssistantProfile;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.ConversationInput;
import dev.trunkline.dialog.core.ConversationInput.DeadlineReached;
import dev.trunkline.dialog.core.ConversationInput.OutageEnded;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.dialog.core.Decision;
import dev.trunkline.dialog.core.Dialog;
import dev.trunkline.events.Event;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each record to the {@link Dialog} of its call's assistant, stores the conversation and
 * sends the events of the decision. Runs the timers of the conversations.
 */
final class ConversationProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(ConversationProcessor.class);
  private static final Duration TIMER = Duration.ofMillis(20);

  /** A timer this late means that the thread was blocked, and so were the records it reads. */
  private static final long MAX_TIMER_DELAY_MS = 1_000;

  private final AssistantProfiles assistants;
  private final ConversationMetrics metrics;
  private final Tracing tracing;
  private final BrokerOutages outages;
  private final ProcessStallDetector stallDetector;
  private final PollTimeout pollTimeout;
  private final CallDeadlines deadlines = new CallDeadlines();
  private final LatestPartials partials = new LatestPartials();
  private int storedCalls;
  private long lastTimerMs;
  private long waitsRestartedAtMs;
  private boolean restored;
  private int stallsAtInit;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<String, StoredCall> store;
  private @Nullable DecisionSender sender;

  ConversationProcessor(
      AssistantProfiles assistants,
      ConversationMetrics metrics,
      Tracing tracing,
      BrokerOutages outages,
      ProcessStallDetector stallDetector,
      PollTimeout pollTimeout) {
    this.assistants = assistants;
    this.metrics = metrics;
    this.tracing = tracing;
    this.outages = outages;
    this.stallDetector = stallDetector;
    this.pollTimeout = pollTimeout;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> streams) {
    context = streams;
    stallsAtInit = stallDetector.stalls();
    sender = new DecisionSender(streams, assistants, metrics, tracing);
    KeyValueStore<String, StoredCall> calls = streams.getStateStore(ConversationTopology.STORE);
    store = calls;
    try (var all = calls.all()) {
      all.forEachRemaining(entry -> {
        schedule(entry.key, entry.value.conversation(), assistants.of(entry.value.assistant()));
        countStored(1);
        restored = true;
      });
    }
    pollTimeout.add(deadlines);
    streams.schedule(TIMER, PunctuationType.WALL_CLOCK_TIME, this::onTimer);
  }

  @Override
  public void close() {
    pollTimeout.remove(deadlines);
    deadlines.clear();
    countStored(-storedCalls);
  }

  @Override
  public void process(Record<String, byte[]> message) {
    RecordMetadata at = context().recordMetadata().orElseThrow();
    var source =
        new SourceRecord(message, DecisionTrail.place(at.topic(), at.partition(), at.offset()));
    try (Scope _ = Tracing.extract(message.headers()).makeCurrent()) {
      if (message.key() == null) {
        throw new UnreadableRecord("no key");
      }
      EventTopic<?> topic = Topics.ofEvents(at.topic()).orElseThrow();
      Optional<? extends Event> event = topic.codec().decode(message.value());
      if (event.isPresent()) {
        onEvent(source, event.get());
      }
    } catch (UnreadableRecord | DecisionFailed e) {
      sender().sendDeadLetter(source, at.topic(), e);
    }
  }

  private void onEvent(SourceRecord source, Event event) throws DecisionFailed, UnreadableRecord {
    if (event instanceof TurnEvent
        && !(event instanceof TurnEvent.ToolRequested)
        && !(event instanceof TurnEvent.ToolReturned)) {
      return; // Written by the conversation itself.
    }
    String callSid = source.message().key();
    long now = context().currentSystemTimeMs();
    boolean wanted = partials.isWanted(callSid, now);
    if (event instanceof PartialTranscript partial) {
      partials.put(source, partial);
      if (wanted) {
        decide(source, event);
      }
      return;
    }
    if (event instanceof FinalTranscript) {
      partials.drop(callSid);
    }
    decide(source, event);
    LatestPartials.Partial latest = partials.latestWanted(callSid, now);
    boolean vadEvent = event instanceof SpeechEvent && !(event instanceof TurnJudged);
    if (latest != null && (!wanted || vadEvent)) {
      decide(latest.source(), latest.transcript());
    }
  }

  private void decide(SourceRecord source, Event event) throws DecisionFailed, UnreadableRecord {
    Record<String, byte[]> message = source.message();
    StoredCall known = store().get(message.key());
    long now = context().currentSystemTimeMs();
    Conversation before = known == null ? null : known.conversation();
    QuestionTrace question =
        QuestionTrace.isIn(event, before)
            ? QuestionTrace.in(message.headers(), now)
            : known == null ? null : known.question();
    String assistant =
        known == null ? AssistantName.in(KafkaHeaders.of(message.headers())) : known.assistant();
    Decision decision = decide(assistants.of(assistant), before, event, now);
    ReturnAddress address = known == null ? null : known.returnAddress();
    if (ReturnAddressRecords.isCurrent(event, decision.conversation())) {
      address = ReturnAddress.in(KafkaHeaders.of(message.headers())).orElse(address);
    }
    PendingTrail trail = PendingTrail.of(known).plus(DecisionTrail.input(source.place(), now));
    apply(
        decision,
        before,
        new DecisionContext(message.key(), address, question, assistant, trail, now));
  }

  /** A bug that one call's event triggers must not stop the other calls. */
  private static final class DecisionFailed extends Exception {
    DecisionFailed(RuntimeException cause) {
      super(cause);
    }
  }

  private static Decision decide(
      AssistantProfile assistant, @Nullable Conversation before, Event event, long now)
      throws DecisionFailed {
    try {
      return assistant.dialog().on(before, ConversationInput.of(event), now);
    } catch (RuntimeException e) {
      throw new DecisionFailed(e);
    }
  }

  private void onTimer(long now) {
    if (lastTimerMs > 0 && now - lastTimerMs > MAX_TIMER_DELAY_MS) {
      outages.blockedUntil(now);
    }
    lastTimerMs = now;
    if (outages.delaysRecords(now)) {
      return;
    }
    if (restored) {
      // Deadlines were set by the clock of another machine, which may be behind this one.
      restored = false;
      restartWaits(now);
    }
    if (outages.lastEndedAtMs() > waitsRestartedAtMs) {
      waitsRestartedAtMs = outages.lastEndedAtMs();
      restartWaits(waitsRestartedAtMs);
    }
    for (String callSid : deadlines.due(now)) {
      decideAt(callSid, new DeadlineReached(), DecisionTrail.timer(now), now);
    }
  }

  /** No caller and no provider is late because of records that could not arrive. */
  private void restartWaits(long sinceMs) {
    for (String callSid : deadlines.calls()) {
      decideAt(callSid, new OutageEnded(), DecisionTrail.waiting(sinceMs), sinceMs);
    }
  }

  /** Decides because of a time, not of a record. */
  private void decideAt(String callSid, ConversationInput input, String trailInput, long ms) {
    StoredCall call = store().get(callSid);
    if (call == null) {
      return;
    }
    Decision decision;
    try {
      decision = assistants.of(call.assistant()).dialog().on(call.conversation(), input, ms);
    } catch (RuntimeException e) {
      // As with a record, a bug of one call must not stop the others.
      log.atError()
          .addKeyValue("call", callSid)
          .setCause(e)
          .log("timer decision failed; call waits for its next event");
      deadlines.remove(callSid);
      return;
    }
    PendingTrail trail = PendingTrail.of(call).plus(trailInput);
    apply(
        decision,
        call.conversation(),
        new DecisionContext(
            callSid, call.returnAddress(), call.question(), call.assistant(), trail, ms));
  }

  private void apply(Decision decision, @Nullable Conversation before, DecisionContext context) {
    if (stallDetector.stalls() != stallsAtInit) {
      // Kafka Streams drops the task without a commit and joins the group again.
      throw new TaskMigratedException("process was stalled; another worker may own this call");
    }
    // First, because the caller waits for it. The state follows through the same producer.
    sender().send(decision.events(), context);
    String callSid = context.callSid();
    Conversation after = decision.conversation();
    if (after == null) {
      if (before != null) {
        store().delete(callSid);
        deadlines.remove(callSid);
        partials.forget(callSid);
        countStored(-1);
      }
    } else if (!after.equals(before) || !decision.events().isEmpty()) {
      if (before == null) {
        countStored(1);
      }
      AssistantProfile assistant = assistants.of(context.assistant());
      store().put(callSid, context.stored(after, decision.events(), assistant.settings()));
      schedule(callSid, after, assistant);
    }
  }

  private void schedule(String callSid, Conversation conversation, AssistantProfile assistant) {
    ConversationSettings settings = assistant.settings();
    partials.want(
        callSid, settings.vadEnabled() ? conversation.wantsPartialsUntilMs() : Long.MAX_VALUE);
    deadlines.set(callSid, conversation.deadlineMs(settings));
  }

  private void countStored(int added) {
    storedCalls += added;
    metrics.addConversations(added);
  }

  private ProcessorContext<String, byte[]> context() {
    if (context == null) {
      throw new IllegalStateException("not initialized");
    }
    return context;
  }

  private KeyValueStore<String, StoredCall> store() {
    if (store == null) {
      throw new IllegalStateException("not initialized");
    }
    return store;
  }

  private DecisionSender sender() {
    if (sender == null) {
      throw new IllegalStateException("not initialized");
    }
    return sender;
  }
}
