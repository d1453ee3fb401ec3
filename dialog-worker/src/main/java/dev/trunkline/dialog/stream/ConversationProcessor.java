package dev.trunkline.dialog.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.common.event.CallEvent;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.GatewayCommand;
import dev.trunkline.common.event.PlaybackEvent;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.common.event.SpeechEvent.SpeechEnded;
import dev.trunkline.common.event.SpeechEvent.SpeechPaused;
import dev.trunkline.common.event.SpeechEvent.TurnJudged;
import dev.trunkline.common.event.TranscriptEvent;
import dev.trunkline.common.event.TranscriptEvent.FinalTranscript;
import dev.trunkline.common.event.TranscriptEvent.PartialTranscript;
import dev.trunkline.common.event.TurnEvent;
import dev.trunkline.common.event.TurnEvent.TurnRequested;
import dev.trunkline.common.event.UnreadableRecord;
import dev.trunkline.common.kafka.DeadLetters;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.common.topic.AssistantName;
import dev.trunkline.common.topic.DecisionTrail;
import dev.trunkline.common.topic.EventTopic;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topics;
import dev.trunkline.dialog.conversation.Conversation;
import dev.trunkline.dialog.conversation.Decision;
import dev.trunkline.dialog.conversation.Dialog;
import dev.trunkline.dialog.conversation.Manners;
import dev.trunkline.dialog.conversation.Persona;
import dev.trunkline.dialog.conversation.Personas;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each record to the {@link Dialog}, keeps what it remembers, sends what it says. */
final class ConversationProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(ConversationProcessor.class);
  private static final Duration TIMER = Duration.ofMillis(20);

  /** A timer that is so late was held up, and with it all that is read on its thread. */
  private static final long HELD_UP_MS = 1_000;

  private static final Map<String, EventTopic<?>> SOURCES =
      Stream.<EventTopic<?>>of(
              Topics.CALLS,
              Topics.SPEECH,
              Topics.TRANSCRIPTS,
              Topics.TURNS,
              Topics.REPLIES,
              Topics.PLAYBACK)
          .collect(Collectors.toMap(EventTopic::name, Function.identity()));

  private final Personas personas;
  private final DialogMeters meters;
  private final Tracing tracing;
  private final Outages outages;
  private final Map<String, Long> deadlines = new HashMap<>();
  private final HeldPartials partials = new HeldPartials();
  private int remembered;
  private long timerAtMs;
  private long patientSinceMs;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<String, RememberedCall> calls;

  ConversationProcessor(Personas personas, DialogMeters meters, Tracing tracing, Outages outages) {
    this.outages = outages;
    this.tracing = tracing;
    this.personas = personas;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> to) {
    context = to;
    KeyValueStore<String, RememberedCall> store = to.getStateStore(ConversationTopology.STORE);
    calls = store;
    try (var all = store.all()) {
      all.forEachRemaining(entry -> {
        remind(entry.key, entry.value.conversation(), personas.of(entry.value.assistant()));
        count(1);
      });
    }
    to.schedule(TIMER, PunctuationType.WALL_CLOCK_TIME, this::onTimer);
  }

  @Override
  public void close() {
    count(-remembered);
  }

  @Override
  public void process(Record<String, byte[]> message) {
    String topic = context().recordMetadata().map(RecordMetadata::topic).orElse("");
    try (Scope _ = Tracing.of(message.headers()).makeCurrent()) {
      if (message.key() == null) {
        throw new UnreadableRecord("no key");
      }
      EventTopic<?> source = Objects.requireNonNull(SOURCES.get(topic), topic);
      Optional<? extends Event> event = source.codec().decode(message.value());
      if (event.isPresent()) {
        take(new Source(message, here()), event.get());
      }
    } catch (UnreadableRecord | DialogFailed e) {
      putAside(message, topic, e);
    }
  }

  private String here() {
    return context()
        .recordMetadata()
        .map(at -> DecisionTrail.place(at.topic(), at.partition(), at.offset()))
        .orElse("");
  }

  private void take(Source source, Event event) throws DialogFailed {
    if (event instanceof TurnEvent && !(event instanceof TurnEvent.ToolReturned)) {
      return; // Our own words.
    }
    String callSid = source.message().key();
    boolean wanted = partials.isWanted(callSid);
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
    HeldPartials.Held held = partials.latestWanted(callSid);
    boolean detected = event instanceof SpeechEvent && !(event instanceof TurnJudged);
    if (held != null && (!wanted || detected)) {
      decide(held.source(), held.partial());
    }
  }

  private void decide(Source source, Event event) throws DialogFailed {
    Record<String, byte[]> message = source.message();
    RememberedCall known = store().get(message.key());
    long now = context().currentSystemTimeMs();
    Conversation before = known == null ? null : known.conversation();
    Question question =
        isQuestion(before, event)
            ? Question.in(message.headers(), now)
            : known == null ? null : known.question();
    String assistant = known == null ? AssistantName.in(message.headers()) : known.assistant();
    Decision decision = decide(personas.of(assistant), before, event, now);
    ReturnAddress address = known == null ? null : known.returnAddress();
    if (isOfOpenStream(event, decision.conversation())) {
      address = ReturnAddress.in(message.headers()).orElse(address);
    }
    Trail trail = Trail.of(known).followedBy(DecisionTrail.input(source.place(), now));
    settle(before, decision, new Envelope(message.key(), address, question, assistant, trail, now));
  }

  /**
   * Only what comes from the open stream knows the way back to it: a late record of a stream that
   * is gone names the gateway that held that one.
   */
  private static boolean isOfOpenStream(Event event, @Nullable Conversation after) {
    String streamSid =
        switch (event) {
          case CallEvent e -> e.streamSid();
          case SpeechEvent e -> e.streamSid();
          case PlaybackEvent e -> e.streamSid();
          case TranscriptEvent.PartialTranscript e -> e.streamSid();
          case TranscriptEvent.FinalTranscript e -> e.streamSid();
          case TranscriptEvent.TranscriptionFailed e -> e.streamSid();
          case TranscriptEvent.AssistantHeard _, ReplyEvent _, TurnEvent _, GatewayCommand _ -> "";
        };
    return after != null && streamSid.equals(after.streamSid());
  }

  /** The words to be answered, or, before they are known, the end of the speech they belong to. */
  private static boolean isQuestion(@Nullable Conversation before, Event event) {
    return (event instanceof FinalTranscript words && !words.text().isBlank())
        || event instanceof SpeechPaused
        || (event instanceof SpeechEnded end
            && before != null
            && end.endMs() > before.hearing().transcribedMs());
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
    if (outages.lastBackAtMs() > patientSinceMs) {
      patientSinceMs = outages.lastBackAtMs();
      beginWaitingAnew(patientSinceMs);
    }
    for (String callSid : deadlines.keySet().toArray(String[]::new)) {
      Long deadline = deadlines.get(callSid);
      RememberedCall call = deadline != null && deadline <= now ? store().get(callSid) : null;
      if (call != null) {
        Dialog dialog = personas.of(call.assistant()).dialog();
        Decision decision = dialog.onDeadline(call.conversation(), now);
        Trail trail = Trail.of(call).followedBy(DecisionTrail.timer(now));
        var envelope =
            new Envelope(
                callSid, call.returnAddress(), call.question(), call.assistant(), trail, now);
        settle(call.conversation(), decision, envelope);
      }
    }
  }

  /** Nobody is to be blamed for what was not heard in an outage. */
  private void beginWaitingAnew(long backAtMs) {
    for (String callSid : deadlines.keySet().toArray(String[]::new)) {
      RememberedCall call = store().get(callSid);
      if (call != null) {
        Persona persona = personas.of(call.assistant());
        Conversation patient = call.conversation().waitingSince(backAtMs, persona.manners());
        Trail trail =
            Trail.of(call)
                .followedBy(DecisionTrail.waiting(backAtMs))
                .after(List.of(), persona.manners());
        store()
            .put(
                callSid,
                new RememberedCall(
                    patient, call.returnAddress(), call.question(), call.assistant(), trail));
        remind(callSid, patient, persona);
      }
    }
  }

  /**
   * What goes with everything that is said to the world because of one event.
   *
   * @param trail what this decision and the silent ones before it follow from
   */
  private record Envelope(
      String callSid,
      @Nullable ReturnAddress address,
      @Nullable Question question,
      @Nullable String assistant,
      Trail trail,
      long nowMs) {}

  /**
   * Headers of a record: the return address, the assistant, the trail, and the current trace.
   *
   * @param first true if it lists what the decision followed from
   */
  private Headers headers(Envelope envelope, boolean first) {
    var headers = new RecordHeaders();
    if (envelope.address() != null) {
      envelope.address().putInto(headers);
    }
    AssistantName.put(envelope.assistant(), headers);
    envelope.trail().putNumber(headers);
    if (first) {
      envelope.trail().putInputs(personas.of(envelope.assistant()).manners(), headers);
    }
    Tracing.put(headers);
    return headers;
  }

  private void settle(@Nullable Conversation before, Decision decision, Envelope envelope) {
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
      store()
          .put(
              callSid,
              new RememberedCall(
                  after,
                  envelope.address(),
                  envelope.question(),
                  envelope.assistant(),
                  envelope.trail().after(decision.events(), persona.manners())));
      remind(callSid, after, persona);
    }
    tell(decision.events(), envelope);
  }

  /** The first record that stays carries what was taken in since the last one that did. */
  private void tell(List<Event> events, Envelope envelope) {
    boolean told = false;
    for (Event event : events) {
      boolean first = !told && Trail.stays(event);
      told |= first;
      send(event, envelope, first);
    }
  }

  private void remind(String callSid, Conversation conversation, Persona persona) {
    Manners manners = persona.manners();
    partials.want(callSid, !manners.vadRuns() || conversation.wantsPartials());
    long deadline = conversation.deadlineMs(manners);
    if (deadline == Long.MAX_VALUE) {
      deadlines.remove(callSid);
    } else {
      deadlines.put(callSid, deadline);
    }
  }

  private void send(Event event, Envelope envelope, boolean first) {
    meters.said(event);
    switch (event) {
      case TurnRequested request -> request(request, envelope, first);
      case TurnEvent e -> forward(Topics.TURNS, e, envelope, first);
      case ReplyEvent e -> forward(Topics.REPLIES, e, envelope, first);
      case TranscriptEvent e -> forward(Topics.TRANSCRIPTS, e, envelope, first);
      case GatewayCommand e -> command(e, envelope);
      case CallEvent e -> forward(Topics.CALLS, e, envelope, first);
      case SpeechEvent _, PlaybackEvent _ ->
          throw new IllegalStateException("not the dialog's to say: " + event.getClass());
    }
  }

  /**
   * The answer belongs to the trace of what it answers, not to that of the event that let it go.
   */
  private void request(TurnRequested request, Envelope envelope, boolean first) {
    Question question = envelope.question();
    Span span =
        question == null
            ? Span.getInvalid()
            : tracing
                .turn("decide", question.trace(), request.callSid(), request.turn())
                .setStartTimestamp(question.sinceMs(), TimeUnit.MILLISECONDS)
                .startSpan();
    try (Scope _ = span.makeCurrent()) {
      forward(Topics.TURNS, request, envelope, first);
    } finally {
      span.end();
    }
  }

  private <E extends Event> void forward(
      EventTopic<E> topic, E event, Envelope envelope, boolean first) {
    byte[] value = topic.codec().encode(event);
    context()
        .forward(
            new Record<>(envelope.callSid(), value, envelope.nowMs(), headers(envelope, first)),
            Sinks.to(topic));
  }

  private void command(GatewayCommand command, Envelope envelope) {
    if (envelope.address() == null) {
      meters.unaddressed();
      log.atWarn()
          .addKeyValue("call", envelope.callSid())
          .log("a command without a return address");
      return;
    }
    byte[] value = Topics.COMMANDS.encode(command);
    context()
        .forward(
            new Record<>(envelope.callSid(), value, envelope.nowMs(), headers(envelope, false)),
            Sinks.GATEWAY);
  }

  private void putAside(Record<String, byte[]> message, String topic, Exception why) {
    meters.deadLetter(topic, why);
    String origin =
        context()
            .recordMetadata()
            .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
            .orElse("");
    Headers headers = new RecordHeaders(message.headers());
    DeadLetters.label(headers, "dialog-worker", origin, why);
    headers.add(ConversationTopology.DEAD_LETTER_HEADER, (topic + ".dlq").getBytes(US_ASCII));
    context().forward(message.withHeaders(headers), Sinks.DEAD_LETTERS);
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
}
