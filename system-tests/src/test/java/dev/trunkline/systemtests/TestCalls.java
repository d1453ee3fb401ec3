// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.ScriptedCaller;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** The calls that one test makes on a stack that others may use too. Thread-safe. */
final class TestCalls {
  private static final long END_TIMEOUT_MS = 20_000;

  private final LocalStack stack;
  private final Telephone telephone;
  private final LedgerCheck ledgers;

  TestCalls(LocalStack stack, Telephone telephone) {
    this.stack = stack;
    this.telephone = telephone;
    ledgers = new LedgerCheck(KafkaClients.from(stack.settings));
  }

  /** A call that is over. */
  record FinishedCall(PhoneCall call, CallOutcome outcome, ObservedCall observed) {}

  /** A call in progress, and how it ends. */
  record OngoingCall(PhoneCall call, ObservedCall observed, Future<FinishedCall> end) {}

  /** Places a call to the default assistant and returns when it is over. */
  FinishedCall place(CallScript script) throws Exception {
    return place(CallRequest.inbound(stack.webhook()), script);
  }

  /** The same to another number. */
  FinishedCall place(String number, CallScript script) throws Exception {
    return place(CallRequest.inbound(stack.webhook()).to(number), script);
  }

  private FinishedCall place(CallRequest request, CallScript script) throws Exception {
    PhoneCall call = telephone.call(request);
    return finish(call, ScriptedCaller.follow(call, script));
  }

  /** Starts a call to the default assistant, follows the script on a thread of its own. */
  OngoingCall start(CallScript script) {
    return start(stack.services().port(), script);
  }

  /** The same to another number. */
  OngoingCall start(String number, CallScript script) {
    return start(request(stack.services().port()).to(number), script);
  }

  /** The same to the default assistant through another port than the gateway's. */
  OngoingCall start(int port, CallScript script) {
    return start(request(port), script);
  }

  private static CallRequest request(int port) {
    URI webhook = LocalStack.webhook(port);
    return CallRequest.inbound(webhook)
        .statusCallback(webhook.resolve("/status"), Set.of(CallStatus.COMPLETED));
  }

  private OngoingCall start(CallRequest request, CallScript script) {
    PhoneCall call = telephone.call(request);
    var end = new FutureTask<>(() -> finish(call, ScriptedCaller.follow(call, script)));
    Thread.ofVirtual().start(end);
    return new OngoingCall(call, stack.observed(call.sid()), end);
  }

  private FinishedCall finish(PhoneCall call, CallOutcome outcome) throws InterruptedException {
    ObservedCall observed = stack.observed(call.sid());
    if (!observed.awaitEnd(END_TIMEOUT_MS)) {
      throw new AssertionError("the topics have no end of the call: " + outcome);
    }
    ledgers.add(call, outcome);
    stack.ledgers().add(call, outcome);
    return new FinishedCall(call, outcome, observed);
  }

  /** Nothing of these calls is lost or duplicated, once the services are done with them. */
  void assertAccountedFor() {
    ledgers.awaitAccountedFor();
  }
}
