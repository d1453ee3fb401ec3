// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import dev.trunkline.simulator.telephone.Callee;
import dev.trunkline.systemtests.SimulatedProviders.CallFaults;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one stack that they share, with the assistants of {@code shared-stack.yaml}. It
 * starts with the first test that needs it and is closed, its ledgers checked, after the last one.
 * Parameters of a test may be:
 *
 * <ul>
 *   <li>{@link LocalStack}, which other tests use at the same time
 *   <li>{@link TestCalls}, the calls of this test; their ledgers are checked after it
 *   <li>{@link CallFaults}, faults of providers that concern one number's calls only; removed after
 *       it
 *   <li>{@link OrderService}, the endpoint of the assistants' tool
 *   <li>{@link Transfers}, who answers transferred calls
 * </ul>
 */
final class SharedStack implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(SharedStack.class);

  /** What there is one of for all tests. */
  private record Shared(LocalStack stack, OrderService orders, Transfers transfers)
      implements AutoCloseable {
    static Shared start() {
      OrderService orders = OrderService.start();
      LocalStack stack =
          LocalStack.start(
              Map.of(
                  "ASSISTANTS_FILE",
                  "src/test/resources/shared-stack.yaml",
                  "SHOP_URL",
                  orders.url(),
                  "SHOP_KEY",
                  OrderService.KEY,
                  "TWILIO_ACCOUNT_SID",
                  "AC00000000000000000000000000000001"));
      var transfers = new Transfers();
      stack.telephone().callee(transfers);
      return new Shared(stack, orders, transfers);
    }

    @Override
    public void close() {
      try {
        stack.close();
      } finally {
        orders.close();
      }
    }
  }

  /** Who answers the numbers that calls are transferred to, by number. */
  static final class Transfers implements Callee {
    private final Map<String, Pickup> pickups = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** From now on calls to {@code number} are answered, or not, like this. */
    void answer(String number, Pickup pickup) {
      pickups.put(number, pickup);
    }

    /** How often {@code number} was called. */
    int callsTo(String number) {
      return calls.getOrDefault(number, 0);
    }

    @Override
    public Pickup called(String number) {
      calls.merge(number, 1, Integer::sum);
      return Optional.ofNullable(pickups.get(number)).orElse(Pickup.answers(0));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return value(parameter.getParameter().getType(), context).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return value(parameter.getParameter().getType(), context).orElseThrow();
  }

  private static Optional<Object> value(Class<?> type, ExtensionContext context) {
    if (type == LocalStack.class) {
      return Optional.of(shared(context).stack());
    }
    if (type == OrderService.class) {
      return Optional.of(shared(context).orders());
    }
    if (type == Transfers.class) {
      return Optional.of(shared(context).transfers());
    }
    if (type == TestCalls.class) {
      LocalStack stack = shared(context).stack();
      return Optional.of(
          context
              .getStore(NAMESPACE)
              .computeIfAbsent(
                  TestCalls.class, _ -> new TestCalls(stack, stack.telephone()), TestCalls.class));
    }
    if (type == CallFaults.class) {
      LocalStack stack = shared(context).stack();
      return Optional.of(
          context
              .getStore(NAMESPACE)
              .computeIfAbsent(
                  CallFaults.class, _ -> new CallFaults(stack.providers()), CallFaults.class));
    }
    return Optional.empty();
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    CallFaults faults = context.getStore(NAMESPACE).get(CallFaults.class, CallFaults.class);
    if (faults != null) {
      faults.remove();
    }
    TestCalls calls = context.getStore(NAMESPACE).get(TestCalls.class, TestCalls.class);
    if (calls != null) {
      calls.assertAccountedFor();
    }
  }
}
