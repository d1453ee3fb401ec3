// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.chaos.Fault.Meets;
import dev.trunkline.cli.conversation.LiveEventReader;
import dev.trunkline.cli.conversation.ObservedCall;
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
final class FaultRun {
  /** What was in flight is written by then. */
  private static final int SETTLE_MS = 3_000;

  /** A call that its gateway did not end is closed by then. */
  private static final int CLOSE_MS = 12_000;

  private final Fleet fleet;
  private final Fault.Striking fault;
  private final int callers;
  private final long seed;
  private final Map<String, ObservedCall> stories = new ConcurrentHashMap<>();
  private final List<FaultWindow> strikes = new ArrayList<>();
  private WorstCallExample.@Nullable Shown example;

  FaultRun(Fleet fleet, Fault.Striking fault, int callers, long seed) {
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
    TopicAudit accounts = TopicAudit.open(fleet.kafka());
    var random = new Random(seed);
    try (var telephone = new Telephone(telephone());
        var _ = new LiveEventReader(fleet.kafka(), this::accept)) {
      var crowd = new CallerPool(telephone, fleet.webhook());
      crowd.begin(callers, seed);
      Delay.of(calmMs);
      ProcessUsage before = fleet.usage();
      for (int i = 0; i < times; i++) {
        strikes.add(fault.strike(fleet, random));
        Delay.of(fault.rest().drawMs(random));
      }
      List<SimulatedCall> conversations = crowd.end();
      Delay.of(fault.meets() == Meets.NO_LINE ? SETTLE_MS : CLOSE_MS);
      ProcessUsage after = fleet.usage();
      var silences = new AnswerSilences();
      conversations.forEach(c -> silences.add(c.asked(), c.assistant(), strikes));
      example =
          new WorstCallExample(fault, strikes, silences, this::story)
              .among(conversations)
              .orElse(null);
      TopicAudit.Balance balance = accounts.close(conversations, this::isLost);
      return result(conversations, silences, balance, before, after);
    }
  }

  /** The call that was quiet the longest because of a strike. */
  Optional<WorstCallExample.Shown> example() {
    return Optional.ofNullable(example);
  }

  private void accept(Event event) {
    story(event.callSid()).accept(event);
  }

  private ObservedCall story(String callSid) {
    return stories.computeIfAbsent(callSid, ObservedCall::new);
  }

  private TelephoneSettings telephone() {
    return TelephoneSettings.from(
        fleet
            .settings()
            .with(
                Map.of(
                    "SIM_TELEPHONE_BROKEN_STREAM_ENDS_CALL",
                    String.valueOf(fault.meets() == Meets.LINES_THAT_END))));
  }

  /** Words spoken while a line was broken reached no gateway. */
  private boolean isLost(AskedQuestion asked) {
    return fault.meets() != Meets.NO_LINE && strikes.stream().anyMatch(asked::wasSaidDuring);
  }

  private FaultResult result(
      List<SimulatedCall> conversations,
      AnswerSilences silences,
      TopicAudit.Balance balance,
      ProcessUsage before,
      ProcessUsage after) {
    var apologies = new ApologyCounter(fleet.settings());
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
