package dev.trunkline.standalone.chaos;

import dev.trunkline.common.event.Event;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.standalone.chaos.Fault.Meets;
import dev.trunkline.standalone.ledger.Auditor;
import dev.trunkline.standalone.ledger.Books;
import dev.trunkline.standalone.ledger.Finding;
import dev.trunkline.standalone.ledger.Ledger;
import dev.trunkline.standalone.log.TopicScan;
import dev.trunkline.standalone.picture.Timeline;
import dev.trunkline.standalone.story.CallStory;
import dev.trunkline.standalone.story.EventReader;
import dev.trunkline.standalone.story.StoryTimeline;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One fault, again and again, under a crowd of callers. */
final class Trial {
  private static final int LEAST_REST_MS = 500;
  private static final int MOST_REST_MS = 2_000;

  /** What was in flight is written by then. */
  private static final int SETTLE_MS = 3_000;

  /** A call that its gateway did not end is closed by then. */
  private static final int CLOSE_MS = 12_000;

  private final Fleet fleet;
  private final Fault fault;
  private final int callers;
  private final long seed;
  private final Map<String, CallStory> stories = new ConcurrentHashMap<>();
  private final List<Strike> strikes = new ArrayList<>();
  private @Nullable Timeline example;

  Trial(Fleet fleet, Fault fault, int callers, long seed) {
    this.fleet = fleet;
    this.fault = fault;
    this.callers = callers;
    this.seed = seed;
  }

  /**
   * Lets callers talk in peace for {@code calmMs}, strikes {@code times}, and accounts for every
   * call made meanwhile.
   */
  FaultResult run(int calmMs, int times)
      throws IOException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> begins = ends();
    var random = new Random(seed);
    try (var telephone = new Telephone(telephone());
        var _ = new EventReader(fleet.kafka(), this::tell)) {
      var crowd =
          new Crowd(telephone, URI.create(fleet.settings().text("PUBLIC_URL", "") + "/twiml"));
      crowd.begin(callers, seed);
      rest(calmMs);
      Usage before = fleet.usage();
      for (int i = 0; i < times; i++) {
        double struck = Strike.nowMs();
        fault.blow().on(fleet, random);
        strikes.add(new Strike(struck, Strike.nowMs()));
        rest(random.nextInt(LEAST_REST_MS, MOST_REST_MS));
      }
      List<Conversation> conversations = crowd.end();
      rest(fault.meets() == Meets.NO_LINE ? SETTLE_MS : CLOSE_MS);
      Usage after = fleet.usage();
      example = draw(conversations).orElse(null);
      return result(conversations, audit(begins, conversations), before, after);
    }
  }

  /** The call that was quiet the longest because of a strike. */
  Optional<Timeline> example() {
    return Optional.ofNullable(example);
  }

  private void tell(Event event) {
    stories.computeIfAbsent(event.callSid(), CallStory::new).tell(event);
  }

  private TelephoneSettings telephone() {
    return TelephoneSettings.from(
        fleet
            .settings()
            .with(
                Map.of(
                    "TELEPHONE_BROKEN_STREAM_ENDS_CALL",
                    String.valueOf(fault.meets() == Meets.LINES_THAT_END))));
  }

  private FaultResult result(
      List<Conversation> conversations, Books books, Usage before, Usage after) {
    var silences = new Silences();
    conversations.forEach(conversation -> silences.take(conversation, strikes));
    Set<String> ours = conversations.stream().map(c -> c.call().sid()).collect(Collectors.toSet());
    List<Finding> findings =
        books.findings().stream().filter(f -> ours.contains(f.callSid())).toList();
    var interrupted = new TreeMap<String, Long>();
    for (Ledger ledger : Ledger.values()) {
      books
          .page(ledger)
          .interruptions()
          .forEach((cause, count) -> interrupted.put(ledger.title() + ": " + cause, count));
    }
    return new FaultResult(
        fault.id(),
        fault.title(),
        strikes.size(),
        conversations.size(),
        Math.toIntExact(conversations.stream().filter(c -> !c.reached()).count()),
        silences.sentences(),
        silences.unanswered(),
        interrupted,
        findings,
        silences.before(),
        silences.during(),
        silences.after(),
        silences.recovery(),
        before,
        after);
  }

  private Map<TopicPartition, Long> ends() {
    try (var scan = new TopicScan(fleet.kafka())) {
      return scan.ends(scan.all());
    }
  }

  private Books audit(Map<TopicPartition, Long> since, List<Conversation> conversations) {
    Predicate<Asked> lost =
        asked -> fault.meets() != Meets.NO_LINE && strikes.stream().anyMatch(asked::wasSaidDuring);
    try (var scan = new TopicScan(fleet.kafka())) {
      var begins = new HashMap<>(scan.begins(scan.all()));
      begins.putAll(since);
      var auditor = new Auditor(Map.of());
      scan.read(begins, auditor::take);
      conversations.stream()
          .filter(Conversation::reached)
          .forEach(conversation -> auditor.take(conversation.log(lost)));
      return auditor.close(Long.MAX_VALUE);
    }
  }

  private record Candidate(Conversation conversation, double silenceMs) {}

  private Optional<Timeline> draw(List<Conversation> conversations) {
    var candidates = new ArrayList<Candidate>();
    for (Conversation conversation : conversations) {
      for (Asked asked : conversation.asked()) {
        OptionalDouble silence = asked.silenceMs(conversation.assistant());
        if (silence.isPresent() && Silences.isMet(asked, conversation, strikes)) {
          candidates.add(new Candidate(conversation, silence.getAsDouble()));
        }
      }
    }
    return candidates.stream()
        .max(Comparator.comparingDouble(Candidate::silenceMs))
        .map(candidate -> draw(candidate.conversation()));
  }

  private Timeline draw(Conversation conversation) {
    var call = conversation.call();
    Timeline timeline =
        StoryTimeline.of(
            stories.computeIfAbsent(call.sid(), CallStory::new),
            (long) conversation.endMs(),
            call.recording().callerPcm(),
            call.recording().assistantPcm());
    var marks = new ArrayList<>(timeline.marks());
    double zero = conversation.asked().getFirst().zeroMs();
    for (Strike strike : strikes) {
      double at = strike.struckMs() - zero;
      if (at >= 0 && at < conversation.endMs()) {
        marks.add(new Timeline.Mark((long) at, fault.id()));
      }
    }
    return new Timeline(
        fault.title() + " · " + timeline.title(),
        timeline.caller(),
        timeline.assistant(),
        timeline.utterances(),
        timeline.turns(),
        marks);
  }

  private static void rest(long ms) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
