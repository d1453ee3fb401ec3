// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.measure.MeasuringCaller;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Callers who call, ask, listen to the end of each answer, hang up and call again, until they are
 * told to stop.
 */
final class CallerPool {
  private static final List<String> QUESTIONS =
      List.of(
          "What time do you open tomorrow?",
          "How much does the delivery cost?",
          "Where are you located?",
          "I would like to check the status of order number four two seven.");
  private static final int QUESTIONS_A_CALL = 4;

  /**
   * Longer than what a worker's death should take: who is put off must not talk into the answer.
   */
  private static final int PATIENT_QUIET_MS = 3_000;

  private static final long CONNECT_MS = 30_000;
  private static final long END_MS = 30_000;
  private static final long APART_MS = 700;

  private final Telephone telephone;
  private final URI webhook;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<SimulatedCall> over = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  /** They call {@code webhook}. */
  CallerPool(Telephone telephone, URI webhook) {
    this.telephone = telephone;
    this.webhook = webhook;
  }

  void begin(int callers, long seed) {
    for (int i = 0; i < callers; i++) {
      var random = new Random(seed * 31 + i);
      var _ = threads.submit(() -> callAgainAndAgain(random));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(APART_MS));
    }
  }

  /**
   * Everybody calls once, within {@code withinMs}, and asks {@code questions}.
   *
   * @return all calls, when they are over
   */
  List<SimulatedCall> callOnce(int callers, long withinMs, int questions, long seed) {
    for (int i = 0; i < callers; i++) {
      var random = new Random(seed * 31 + i);
      var _ =
          threads.submit(() -> {
            converse(random, questions);
            return null;
          });
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(withinMs) / callers);
    }
    threads.close();
    return List.copyOf(over);
  }

  /** Lets everybody come to the end of the call, and tells of all calls. */
  List<SimulatedCall> end() {
    stopping = true;
    threads.close();
    return List.copyOf(over);
  }

  private Void callAgainAndAgain(RandomGenerator random) throws InterruptedException {
    while (!stopping) {
      converse(random, QUESTIONS_A_CALL);
    }
    return null;
  }

  private void converse(RandomGenerator random, int questions) throws InterruptedException {
    var pickUp = new PickUpTimer();
    PhoneCall call =
        telephone.call(
            CallRequest.inbound(webhook)
                .statusCallback(webhook.resolve("/status"), Set.of(CallStatus.COMPLETED)),
            pickUp);
    var asked = new ArrayList<AskedQuestion>();
    boolean reached = false;
    try {
      call.connected().get(CONNECT_MS, TimeUnit.MILLISECONDS);
      reached = true;
      var caller = new MeasuringCaller(call);
      caller.letFinish(-1, PATIENT_QUIET_MS);
      for (int i = 0; i < questions && isLive(call) && !stopping; i++) {
        ask(call, caller, QUESTIONS.get(random.nextInt(QUESTIONS.size())), asked);
      }
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      // What became of the call, the ledgers and the telephone know.
    } finally {
      double endMs = call.nowMs();
      hangUp(call);
      over.add(new SimulatedCall(call, List.copyOf(asked), reached, pickUp.afterMs(), endMs));
    }
  }

  private static void ask(
      PhoneCall call, MeasuringCaller caller, String question, List<AskedQuestion> asked)
      throws InterruptedException {
    double zero = FaultWindow.nowMs() - call.nowMs();
    SoundStretch words = caller.say(question);
    caller.letFinish(words.toMs(), PATIENT_QUIET_MS);
    if (caller.saidToItsEnd() && isLive(call)) {
      asked.add(new AskedQuestion(question, words.fromMs(), words.toMs(), call.nowMs(), zero));
    }
  }

  private static boolean isLive(PhoneCall call) {
    return call.status() == CallStatus.IN_PROGRESS;
  }

  private static void hangUp(PhoneCall call) throws InterruptedException {
    call.hangUp();
    try {
      call.awaitEnd(END_MS);
    } catch (TimeoutException e) {
      // Seen in the ledgers: a call without an end.
    }
  }
}
