// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.measure.Percentiles;
import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.record.LineEvent.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A storm, again and again; before each, as many callers as there are places call in the same way,
 * to compare with.
 */
final class CallStormRun {
  private static final int WITHIN_MS = 1_000;
  private static final int QUESTIONS = 2;
  private static final int SETTLE_MS = 3_000;

  private final Fleet fleet;
  private final Fault.Storm fault;
  private final int places;
  private final long seed;

  /**
   * @param fleet one that has as many {@code places}
   */
  CallStormRun(Fleet fleet, Fault.Storm fault, int places, long seed) {
    this.fleet = fleet;
    this.fault = fault;
    this.places = places;
    this.seed = seed;
  }

  /** The setting that gives all gateways together this many places. */
  static Map<String, String> settings(int places, int gateways) {
    return Map.of("GATEWAY_MAX_CALLS", String.valueOf(places / gateways));
  }

  CallStormResult run(int times) throws IOException, InterruptedException {
    TopicAudit accounts = TopicAudit.open(fleet.kafka());
    var unloaded = new ArrayList<SimulatedCall>();
    var storm = new ArrayList<SimulatedCall>();
    for (int i = 0; i < times; i++) {
      unloaded.addAll(call(places, seed + i));
      storm.addAll(call(2 * places, seed + i));
    }
    List<SimulatedCall> all = new ArrayList<>(unloaded);
    all.addAll(storm);
    return result(times, unloaded, storm, accounts.close(all, _ -> false).findings());
  }

  private List<SimulatedCall> call(int callers, long seed) throws InterruptedException {
    try (var telephone = new Telephone(TelephoneSettings.from(fleet.settings()))) {
      List<SimulatedCall> over =
          new CallerPool(telephone, fleet.webhook()).callOnce(callers, WITHIN_MS, QUESTIONS, seed);
      Delay.of(SETTLE_MS);
      return over;
    }
  }

  private CallStormResult result(
      int times, List<SimulatedCall> unloaded, List<SimulatedCall> storm, List<Finding> findings) {
    List<SimulatedCall> refused = storm.stream().filter(c -> !c.reached()).toList();
    return new CallStormResult(
        fault.id(),
        fault.title(),
        times,
        places,
        2 * places,
        served(unloaded),
        served(storm),
        refused.size(),
        Math.toIntExact(refused.stream().filter(CallStormRun::heardWords).count()),
        told(refused),
        silences(unloaded),
        silences(storm),
        unanswered(unloaded),
        unanswered(storm),
        findings);
  }

  private static int served(List<SimulatedCall> conversations) {
    return Math.toIntExact(conversations.stream().filter(SimulatedCall::reached).count());
  }

  private static boolean heardWords(SimulatedCall refused) {
    return refused.pickedUpMs().isPresent()
        && refused.call().recording().events().stream()
            .filter(event -> event.kind() == Kind.TWILIO_SPEAKS)
            .map(LineEvent::detail)
            .anyMatch(words -> !words.isBlank());
  }

  private static Percentiles told(List<SimulatedCall> refused) {
    return Percentiles.of(
        refused.stream()
            .filter(CallStormRun::heardWords)
            .map(c -> c.pickedUpMs().orElseThrow())
            .toList());
  }

  private static Percentiles silences(List<SimulatedCall> conversations) {
    var silences = new ArrayList<Double>();
    for (SimulatedCall conversation : conversations) {
      for (AskedQuestion asked : conversation.asked()) {
        asked.silenceMs(conversation.assistant()).ifPresent(silences::add);
      }
    }
    return Percentiles.of(silences);
  }

  private static int unanswered(List<SimulatedCall> conversations) {
    return Math.toIntExact(
        conversations.stream()
            .flatMap(c -> c.asked().stream().map(asked -> asked.silenceMs(c.assistant())))
            .filter(OptionalDouble::isEmpty)
            .count());
  }
}
