package dev.trunkline.dialog.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.common.event.CallEvent;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.GatewayCommand;
import dev.trunkline.common.event.PlaybackEvent;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.SpeechEvent;
import dev.trunkline.common.event.TranscriptEvent;
import dev.trunkline.common.event.TurnEvent;
import dev.trunkline.common.event.UnreadableRecord;
import dev.trunkline.common.kafka.DeadLetters;
import dev.trunkline.common.topic.EventTopic;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topics;
import dev.trunkline.dialog.conversation.Conversation;
import dev.trunkline.dialog.conversation.Decision;
import dev.trunkline.dialog.conversation.Dialog;
import dev.trunkline.dialog.conversation.Manners;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private static final Duration TIMER = Duration.ofMillis(50);

  private static final Map<String, EventTopic<?>> SOURCES =
      Stream.<EventTopic<?>>of(
              Topics.CALLS, Topics.SPEECH, Topics.TRANSCRIPTS, Topics.REPLIES, Topics.PLAYBACK)
          .collect(Collectors.toMap(EventTopic::name, Function.identity()));

  private final Dialog dialog;
  private final Manners manners;
  private final DialogMeters meters;
  private final Map<String, Long> deadlines = new HashMap<>();
  private int remembered;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<String, RememberedCall> calls;

  ConversationProcessor(Dialog dialog, Manners manners, DialogMeters meters) {
    this.dialog = dialog;
    this.manners = manners;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> to) {
    context = to;
    KeyValueStore<String, RememberedCall> store = to.getStateStore(ConversationTopology.STORE);
    calls = store;
    try (var all = store.all()) {
      all.forEachRemaining(entry -> {
        remind(entry.key, entry.value.conversation());
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
    try {
      if (message.key() == null) {
        throw new UnreadableRecord("no key");
      }
      EventTopic<?> source = Objects.requireNonNull(SOURCES.get(topic), topic);
      Optional<? extends Event> event = source.codec().decode(message.value());
      if (event.isPresent()) {
        take(message, event.get());
      }
    } catch (UnreadableRecord e) {
      putAside(message, topic, e);
    }
  }

  private void take(Record<String, byte[]> message, Event event) throws UnreadableRecord {
    if (event instanceof TranscriptEvent.PartialTranscript && manners.vadRuns()) {
      return;
    }
    RememberedCall known = store().get(message.key());
    long now = context().currentSystemTimeMs();
    Conversation before = known == null ? null : known.conversation();
    ReturnAddress address =
        ReturnAddress.in(message.headers()).orElse(known == null ? null : known.returnAddress());
    settle(message.key(), before, decide(before, event, now), address, now);
  }

  /** A bug that one call's event brings out must not stop the other calls. */
  private Decision decide(@Nullable Conversation before, Event event, long now)
      throws UnreadableRecord {
    try {
      return dialog.on(before, event, now);
    } catch (RuntimeException e) {
      throw new UnreadableRecord("the dialog failed: " + e, e);
    }
  }

  private void onTimer(long now) {
    for (String callSid : deadlines.keySet().toArray(String[]::new)) {
      Long deadline = deadlines.get(callSid);
      RememberedCall call = deadline != null && deadline <= now ? store().get(callSid) : null;
      if (call != null) {
        Decision decision = dialog.onDeadline(call.conversation(), now);
        settle(callSid, call.conversation(), decision, call.returnAddress(), now);
      }
    }
  }

  private void settle(
      String callSid,
      @Nullable Conversation before,
      Decision decision,
      @Nullable ReturnAddress address,
      long now) {
    Conversation after = decision.conversation();
    if (after == null) {
      if (before != null) {
        store().delete(callSid);
        deadlines.remove(callSid);
        count(-1);
      }
    } else if (!after.equals(before)) {
      if (before == null) {
        count(1);
      }
      store().put(callSid, new RememberedCall(after, address));
      remind(callSid, after);
    }
    decision.events().forEach(event -> send(callSid, event, address, now));
  }

  private void remind(String callSid, Conversation conversation) {
    long deadline = conversation.deadlineMs(manners);
    if (deadline == Long.MAX_VALUE) {
      deadlines.remove(callSid);
    } else {
      deadlines.put(callSid, deadline);
    }
  }

  private void send(String callSid, Event event, @Nullable ReturnAddress address, long now) {
    meters.said(event);
    switch (event) {
      case TurnEvent e -> forward(callSid, Topics.TURNS, e, address, now);
      case ReplyEvent e -> forward(callSid, Topics.REPLIES, e, address, now);
      case TranscriptEvent e -> forward(callSid, Topics.TRANSCRIPTS, e, address, now);
      case GatewayCommand e -> command(callSid, e, address, now);
      case CallEvent _, SpeechEvent _, PlaybackEvent _ ->
          throw new IllegalStateException("not the dialog's to say: " + event.getClass());
    }
  }

  private <E extends Event> void forward(
      String callSid, EventTopic<E> topic, E event, @Nullable ReturnAddress address, long now) {
    context()
        .forward(
            new Record<>(callSid, topic.codec().encode(event), now, headers(address)),
            Sinks.to(topic));
  }

  private void command(
      String callSid, GatewayCommand command, @Nullable ReturnAddress address, long now) {
    if (address == null) {
      meters.unaddressed();
      log.atWarn().addKeyValue("call", callSid).log("a command without a return address");
      return;
    }
    context()
        .forward(
            new Record<>(callSid, Topics.COMMANDS.encode(command), now, headers(address)),
            Sinks.GATEWAY);
  }

  private void putAside(Record<String, byte[]> message, String topic, UnreadableRecord why) {
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

  private static Headers headers(@Nullable ReturnAddress address) {
    var headers = new RecordHeaders();
    if (address != null) {
      address.putInto(headers);
    }
    return headers;
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
