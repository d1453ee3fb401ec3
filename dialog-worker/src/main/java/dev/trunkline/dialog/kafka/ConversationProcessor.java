// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.dialog.core.Decision;
import dev.trunkline.dialog.core.Dialog;
import dev.trunkline.dialog.core.Manners;
import dev.trunkline.dialog.core.Persona;
import dev.trunkline.dialog.core.Personas;
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

/** Gives each record to the {@link Dialog}, keeps what it remembers, has what it says sent. */
final class ConversationProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(ConversationProcessor.class);
  private static final Duration TIMER = Duration.ofMillis(20);

  /** A timer that is so late was held up, and with it all that is read on its thread. */
  private static final long HELD_UP_MS = 1_000;

  private final Personas personas;
  private final DialogMeters meters;
  private final Tracing tracing;
  private final Outages outages;
  private final Pulse pulse;
  private final Patience patience;
  private final Deadlines deadlines = new Deadlines();
  private final HeldPartials partials = new HeldPartials();
  private int remembered;
  private long timerAtMs;
  private long patientSinceMs;
  private boolean tookOver;
  private int stops;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<String, RememberedCall> calls;
  private @Nullable Outbox outbox;

  ConversationProcessor(
      Personas personas,
      DialogMeters meters,
      Tracing tracing,
      Outages outages,
      Pulse pulse,
      Patience patience) {
    this.patience = patience;
    this.pulse = pulse;
    this.outages = outages;
    this.tracing = tracing;
    this.personas = personas;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> to) {
    context = to;
    stops = pulse.stops();
    outbox = new Outbox(to, personas, meters, tracing);
    KeyValueStore<String, RememberedCall> store = to.getStateStore(ConversationTopology.STORE);
    calls = store;
    try (var all = store.all()) {
      all.forEachRemaining(entry -> {
        remind(entry.key, entry.value.conversation(), personas.of(entry.value.assistant()));
        count(1);
        tookOver = true;
      });
    }
    patience.add(deadlines);
    to.schedule(TIMER, PunctuationType.WALL_CLOCK_TIME, this::onTimer);
  }

  @Override
  public void close() {
    patience.remove(deadlines);
    deadlines.clear();
    count(-remembered);
  }

  @Override
  public void process(Record<String, byte[]> message) {
    RecordMetadata at = context().recordMetadata().orElseThrow();
    var source = new Source(message, DecisionTrail.place(at.topic(), at.partition(), at.offset()));
    try (Scope _ = Tracing.extract(message.headers()).makeCurrent()) {
      if (message.key() == null) {
        throw new UnreadableRecord("no key");
      }
      EventTopic<?> topic = Topics.ofEvents(at.topic()).orElseThrow();
      Optional<? extends Event> event = topic.codec().decode(message.value());
      if (event.isPresent()) {
        take(source, event.get());
      }
    } catch (UnreadableRecord | DialogFailed e) {
      outbox().putAside(source, at.topic(), e);
    }
  }

  private void take(Source source, Event event) throws DialogFailed, UnreadableRecord {
    if (event instanceof TurnEvent && !(event instanceof TurnEvent.ToolReturned)) {
      return; // Our own words.
    }
    String callSid = source.message().key();
    long now = context().currentSystemTimeMs();
    boolean wanted = partials.isWanted(callSid, now);
    if (event instanceof PartialTranscript partial) {
      partials.hold(source, partial);
      if (wanted) {
        decide(source, event);
      }
      return;
    }
    if (event instanceof FinalTranscript) {
      partials.drop(callSid);
    }
    decide(source, event);
    HeldPartials.Held held = partials.latestWanted(callSid, now);
    boolean detected = event instanceof SpeechEvent && !(event instanceof TurnJudged);
    if (held != null && (!wanted || detected)) {
      decide(held.source(), held.partial());
    }
  }

  private void decide(Source source, Event event) throws DialogFailed, UnreadableRecord {
    Record<String, byte[]> message = source.message();
    RememberedCall known = store().get(message.key());
    long now = context().currentSystemTimeMs();
    Conversation before = known == null ? null : known.conversation();
    Question question =
        Question.isIn(event, before)
            ? Question.in(message.headers(), now)
            : known == null ? null : known.question();
    String assistant =
        known == null ? AssistantName.in(KafkaHeaders.of(message.headers())) : known.assistant();
    Decision decision = decide(personas.of(assistant), before, event, now);
    ReturnAddress address = known == null ? null : known.returnAddress();
    if (WayBack.isIn(event, decision.conversation())) {
      address = ReturnAddress.in(KafkaHeaders.of(message.headers())).orElse(address);
    }
    Trail trail = Trail.of(known).followedBy(DecisionTrail.input(source.place(), now));
    settle(before, decision, new Envelope(message.key(), address, question, assistant, trail, now));
  }

  /** A bug that one call's event brings out must not stop the other calls. */
  private static final class DialogFailed extends Exception {
    DialogFailed(RuntimeException cause) {
      super(cause);
    }
  }

  private static Decision decide(
      Persona persona, @Nullable Conversation before, Event event, long now) throws DialogFailed {
    try {
      return persona.dialog().on(before, event, now);
    } catch (RuntimeException e) {
      throw new DialogFailed(e);
    }
  }

  private void onTimer(long now) {
    if (timerAtMs > 0 && now - timerAtMs > HELD_UP_MS) {
      outages.heldUpUntil(now);
    }
    timerAtMs = now;
    if (outages.hidesNews(now)) {
      return;
    }
    if (tookOver) {
      // Deadlines were set by another machine's clock, which may be behind this one.
      tookOver = false;
      beginWaitingAnew(now);
    }
    if (outages.lastBackAtMs() > patientSinceMs) {
      patientSinceMs = outages.lastBackAtMs();
      beginWaitingAnew(patientSinceMs);
    }
    for (String callSid : deadlines.due(now)) {
      decideAt(callSid, DecisionTrail.timer(now), now, Dialog::onDeadline);
    }
  }

  /** Nobody is to be blamed for what was not heard in an outage. */
  private void beginWaitingAnew(long backAtMs) {
    for (String callSid : deadlines.calls()) {
      decideAt(callSid, DecisionTrail.waiting(backAtMs), backAtMs, Dialog::afterOutage);
    }
  }

  /** A decision that follows from a moment, not from an event. */
  private interface OfTheMoment {
    Decision of(Dialog dialog, Conversation before, long ms);
  }

  private void decideAt(String callSid, String input, long ms, OfTheMoment decision) {
    RememberedCall call = store().get(callSid);
    if (call != null) {
      Dialog dialog = personas.of(call.assistant()).dialog();
      Trail trail = Trail.of(call).followedBy(input);
      Decision decided;
      try {
        decided = decision.of(dialog, call.conversation(), ms);
      } catch (RuntimeException e) {
        // As with a record: one call's trouble is not the others'. It waits for its next event.
        log.atError().addKeyValue("call", callSid).setCause(e).log("moment not handled");
        deadlines.remove(callSid);
        return;
      }
      settle(
          call.conversation(),
          decided,
          new Envelope(
              callSid, call.returnAddress(), call.question(), call.assistant(), trail, ms));
    }
  }

  private void settle(@Nullable Conversation before, Decision decision, Envelope envelope) {
    if (pulse.stops() != stops) {
      // Kafka Streams forgets the task without a commit, and asks for it anew.
      throw new TaskMigratedException("this process stood still, and others may have gone on");
    }
    // First: somebody waits for it. What is remembered is written after it, to the same producer.
    outbox().send(decision.events(), envelope);
    String callSid = envelope.callSid();
    Conversation after = decision.conversation();
    if (after == null) {
      if (before != null) {
        store().delete(callSid);
        deadlines.remove(callSid);
        partials.forget(callSid);
        count(-1);
      }
    } else if (!after.equals(before) || !decision.events().isEmpty()) {
      if (before == null) {
        count(1);
      }
      Persona persona = personas.of(envelope.assistant());
      store().put(callSid, envelope.remembered(after, decision.events(), persona.manners()));
      remind(callSid, after, persona);
    }
  }

  private void remind(String callSid, Conversation conversation, Persona persona) {
    Manners manners = persona.manners();
    partials.want(
        callSid, manners.vadRuns() ? conversation.wantsPartialsUntilMs() : Long.MAX_VALUE);
    deadlines.set(callSid, conversation.deadlineMs(manners));
  }

  private void count(int more) {
    remembered += more;
    meters.conversations(more);
  }

  private ProcessorContext<String, byte[]> context() {
    if (context == null) {
      throw new IllegalStateException("not initialised");
    }
    return context;
  }

  private KeyValueStore<String, RememberedCall> store() {
    if (calls == null) {
      throw new IllegalStateException("not initialised");
    }
    return calls;
  }

  private Outbox outbox() {
    if (outbox == null) {
      throw new IllegalStateException("not initialised");
    }
    return outbox;
  }
}
