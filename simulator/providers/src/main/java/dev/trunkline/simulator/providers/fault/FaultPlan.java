// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** The faults injected into one provider's answers. Thread-safe. */
public final class FaultPlan {
  /**
   * One fault and when it comes.
   *
   * @param after for {@link FaultTrigger#MIDDLE}: the number of units after which it comes
   * @param probability of coming, each time its moment is there
   * @param next how often it comes before it is over
   * @param matching only what contains this text is struck; empty for everything. See {@link
   *     Moment} for what is compared
   */
  record Rule(
      Fault fault, FaultTrigger at, int after, double probability, int next, String matching) {}

  /**
   * The requested faults.
   *
   * @param latencyMs added before every answer
   * @param jitterMs at most so much more, drawn evenly
   * @param seed of all draws
   * @param sessionLimitMs a socket older than this is ended; 0 leaves it to the provider's settings
   */
  record Order(long latencyMs, long jitterMs, long seed, long sessionLimitMs, List<Rule> rules) {
    static final Order NONE = new Order(0, 0, 0, 0, List.of());

    Order {
      rules = List.copyOf(rules);
    }

    private Order withRules(List<Rule> rules) {
      return new Order(latencyMs, jitterMs, seed, sessionLimitMs, rules);
    }
  }

  private final ResponseLateness lateness = new ResponseLateness();
  private Order order = Order.NONE;
  private Random random = new Random(0);
  private int[] left = {};

  synchronized void set(Order order) {
    this.order = order;
    random = new Random(order.seed());
    left = order.rules().stream().mapToInt(Rule::next).toArray();
  }

  /**
   * No fault, but answers that come late, each by another time.
   *
   * @param atMostMs drawn evenly from 0 to this
   */
  public void scatter(long atMostMs, long seed) {
    set(new Order(0, atMostMs, seed, 0, List.of()));
  }

  /** Adds {@code more} to the rules; those that are there keep their counts. */
  synchronized void add(List<Rule> more) {
    var rules = new ArrayList<>(order.rules());
    rules.addAll(more);
    int known = left.length;
    left = Arrays.copyOf(left, rules.size());
    for (int i = known; i < left.length; i++) {
      left[i] = rules.get(i).next();
    }
    order = order.withRules(rules);
  }

  /** Removes the rules that strike only what contains {@code matching}. */
  synchronized void removeMatching(String matching) {
    var rules = new ArrayList<Rule>();
    var counts = new ArrayList<Integer>();
    for (int i = 0; i < left.length; i++) {
      if (!order.rules().get(i).matching().equals(matching)) {
        rules.add(order.rules().get(i));
        counts.add(left[i]);
      }
    }
    left = counts.stream().mapToInt(Integer::intValue).toArray();
    order = order.withRules(rules);
  }

  synchronized Order order() {
    return order;
  }

  /** How often each rule may still strike, in the order's order. */
  synchronized List<Integer> left() {
    var copy = new ArrayList<Integer>();
    for (int times : left) {
      copy.add(times);
    }
    return copy;
  }

  /** How long the next answer is to be held back. */
  public synchronized long latencyMs() {
    return order.latencyMs() + (order.jitterMs() == 0 ? 0 : random.nextLong(order.jitterMs() + 1));
  }

  /** How much longer than that answers really took. */
  public ResponseLateness lateness() {
    return lateness;
  }

  /** How old a socket may become, if that is limited here. */
  public synchronized OptionalLong sessionLimitMs() {
    return order.sessionLimitMs() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(order.sessionLimitMs());
  }

  /**
   * The trouble at this moment, if any.
   *
   * @param unit counts from 1 within {@code MIDDLE}
   * @param subject what rules for a matching text are compared with
   */
  public synchronized Optional<Fault> strike(FaultTrigger at, int unit, String subject) {
    for (int i = 0; i < left.length; i++) {
      Rule rule = order.rules().get(i);
      boolean now =
          rule.at() == at
              && (at != FaultTrigger.MIDDLE || rule.after() == unit)
              && subject.contains(rule.matching());
      if (now && left[i] > 0 && random.nextDouble() < rule.probability()) {
        left[i]--;
        return Optional.of(rule.fault());
      }
    }
    return Optional.empty();
  }

  /** The trouble before something begins. */
  public Optional<Fault> strike(FaultTrigger at, String subject) {
    return strike(at, 0, subject);
  }
}
