// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.measure.Figures;
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
final class StormTrial {
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
  StormTrial(Fleet fleet, Fault.Storm fault, int places, long seed) {
    this.fleet = fleet;
    this.fault = fault;
    this.places = places;
    this.seed = seed;
  }

  /** What a gateway must be told for all of them to have so many places. */
  static Map<String, String> settings(int places, int gateways) {
    return Map.of("MAX_CALLS", String.valueOf(places / gateways));
  }

  StormResult run(int times) throws IOException, InterruptedException {
    Accounts accounts = Accounts.open(fleet.kafka());
    var unloaded = new ArrayList<Conversation>();
    var storm = new ArrayList<Conversation>();
    for (int i = 0; i < times; i++) {
      unloaded.addAll(call(places, seed + i));
      storm.addAll(call(2 * places, seed + i));
    }
    List<Conversation> all = new ArrayList<>(unloaded);
    all.addAll(storm);
    return result(times, unloaded, storm, accounts.close(all, _ -> false).findings());
  }

  private List<Conversation> call(int callers, long seed) throws InterruptedException {
    try (var telephone = new Telephone(TelephoneSettings.from(fleet.settings()))) {
      List<Conversation> over =
          new Crowd(telephone, fleet.webhook()).callOnce(callers, WITHIN_MS, QUESTIONS, seed);
      Pause.of(SETTLE_MS);
      return over;
    }
  }

  private StormResult result(
      int times, List<Conversation> unloaded, List<Conversation> storm, List<Finding> findings) {
    List<Conversation> refused = storm.stream().filter(c -> !c.reached()).toList();
    return new StormResult(
        fault.id(),
        fault.title(),
        times,
        places,
        2 * places,
        served(unloaded),
        served(storm),
        refused.size(),
        Math.toIntExact(refused.stream().filter(StormTrial::heardWords).count()),
        told(refused),
        silences(unloaded),
        silences(storm),
        unanswered(unloaded),
        unanswered(storm),
        findings);
  }

  private static int served(List<Conversation> conversations) {
    return Math.toIntExact(conversations.stream().filter(Conversation::reached).count());
  }

  private static boolean heardWords(Conversation refused) {
    return refused.pickedUpMs().isPresent()
        && refused.call().recording().events().stream()
            .filter(event -> event.kind() == Kind.TWILIO_SPEAKS)
            .map(LineEvent::detail)
            .anyMatch(words -> !words.isBlank());
  }

  private static Figures told(List<Conversation> refused) {
    return Figures.of(
        refused.stream()
            .filter(StormTrial::heardWords)
            .map(c -> c.pickedUpMs().orElseThrow())
            .toList());
  }

  private static Figures silences(List<Conversation> conversations) {
    var silences = new ArrayList<Double>();
    for (Conversation conversation : conversations) {
      for (Asked asked : conversation.asked()) {
        asked.silenceMs(conversation.assistant()).ifPresent(silences::add);
      }
    }
    return Figures.of(silences);
  }

  private static int unanswered(List<Conversation> conversations) {
    return Math.toIntExact(
        conversations.stream()
            .flatMap(c -> c.asked().stream().map(asked -> asked.silenceMs(c.assistant())))
            .filter(OptionalDouble::isEmpty)
            .count());
  }
}
