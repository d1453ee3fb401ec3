// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.chaos.Fault.Meets;
import dev.trunkline.cli.story.CallStory;
import dev.trunkline.cli.story.EventReader;
import dev.trunkline.events.Event;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One fault, again and again, under a crowd of callers. */
final class Trial {
  /** What was in flight is written by then. */
  private static final int SETTLE_MS = 3_000;

  /** A call that its gateway did not end is closed by then. */
  private static final int CLOSE_MS = 12_000;

  private final Fleet fleet;
  private final Fault.Striking fault;
  private final int callers;
  private final long seed;
  private final Map<String, CallStory> stories = new ConcurrentHashMap<>();
  private final List<Strike> strikes = new ArrayList<>();
  private Example.@Nullable Shown example;

  Trial(Fleet fleet, Fault.Striking fault, int callers, long seed) {
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
    Accounts accounts = Accounts.open(fleet.kafka());
    var random = new Random(seed);
    try (var telephone = new Telephone(telephone());
        var _ = new EventReader(fleet.kafka(), this::tell)) {
      var crowd = new Crowd(telephone, fleet.webhook());
      crowd.begin(callers, seed);
      Pause.of(calmMs);
      Usage before = fleet.usage();
      for (int i = 0; i < times; i++) {
        strikes.add(fault.strike(fleet, random));
        Pause.of(fault.rest().drawMs(random));
      }
      List<Conversation> conversations = crowd.end();
      Pause.of(fault.meets() == Meets.NO_LINE ? SETTLE_MS : CLOSE_MS);
      Usage after = fleet.usage();
      var silences = new Silences();
      conversations.forEach(c -> silences.take(c.asked(), c.assistant(), strikes));
      example =
          new Example(fault, strikes, silences, this::story).among(conversations).orElse(null);
      Accounts.Balance balance = accounts.close(conversations, this::isLost);
      return result(conversations, silences, balance, before, after);
    }
  }

  /** The call that was quiet the longest because of a strike. */
  Optional<Example.Shown> example() {
    return Optional.ofNullable(example);
  }

  private void tell(Event event) {
    story(event.callSid()).tell(event);
  }

  private CallStory story(String callSid) {
    return stories.computeIfAbsent(callSid, CallStory::new);
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

  /** What was said while a line was broken reached nobody. */
  private boolean isLost(Asked asked) {
    return fault.meets() != Meets.NO_LINE && strikes.stream().anyMatch(asked::wasSaidDuring);
  }

  private FaultResult result(
      List<Conversation> conversations,
      Silences silences,
      Accounts.Balance balance,
      Usage before,
      Usage after) {
    var apologies = new Apologies(fleet.settings());
    return new FaultResult(
        fault.id(),
        fault.title(),
        strikes.size(),
        conversations.size(),
        Math.toIntExact(conversations.stream().filter(c -> !c.reached()).count()),
        silences.sentences(),
        silences.unanswered(),
        conversations.stream().mapToLong(c -> apologies.in(story(c.call().sid()), c)).sum(),
        balance.interrupted(),
        balance.findings(),
        silences.before(),
        silences.during(),
        silences.after(),
        silences.recovery(),
        before,
        after);
  }
}
