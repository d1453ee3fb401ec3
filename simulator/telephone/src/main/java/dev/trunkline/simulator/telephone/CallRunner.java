// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.twiml.TwimlDocument;
import dev.trunkline.simulator.telephone.twiml.TwimlRun;
import dev.trunkline.simulator.telephone.twiml.TwimlStep;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.Optional;
import java.util.function.Consumer;

/** The course of one call, from ringing to its end. Runs on the call's own virtual thread. */
final class CallRunner {
  private final TelephoneSettings settings;
  private final CallSignals signals;
  private final TwimlFetcher documents;
  private final VerbExecutor performer;
  private final Debugger debugger;
  private final Consumer<CallStatus> reached;
  private CallStatus status;

  CallRunner(
      TelephoneSettings settings,
      CallSignals signals,
      TwimlFetcher documents,
      VerbExecutor performer,
      Debugger debugger,
      CallStatus status,
      Consumer<CallStatus> reached) {
    this.settings = settings;
    this.signals = signals;
    this.documents = documents;
    this.performer = performer;
    this.debugger = debugger;
    this.status = status;
    this.reached = reached;
  }

  /** Dials {@code number} and waits for an answer; the final state if there is none. */
  Optional<CallStatus> dial(Callee callee, String number, long queuedMs)
      throws InterruptedException {
    if (cancelledWithin(queuedMs)) {
      return Optional.of(CallStatus.CANCELED);
    }
    reach(CallStatus.INITIATED);
    reach(CallStatus.RINGING);
    Callee.Pickup pickup = callee.called(number);
    if (cancelledWithin(settings.ringMs())) {
      return Optional.of(CallStatus.CANCELED);
    }
    if (!pickup.isAnswered()) {
      return Optional.of(pickup.status());
    }
    answered();
    return Optional.empty();
  }

  /** Runs documents, beginning with that from {@code source}, until the call is over. */
  CallStatus run(DocumentSource source) throws InterruptedException {
    Optional<TwimlDocument> document = documents.get(source, status);
    while (true) {
      if (document.isEmpty()) {
        // The caller hears that an application error has occurred.
        return CallStatus.COMPLETED;
      }
      Ran ran = run(document.get());
      if (ran instanceof Ran.Over over) {
        return over.status();
      }
      if (ran instanceof Ran.Replaced replaced) {
        document = documents.get(replaced.source(), status);
      }
    }
  }

  /** How a document's run ended. */
  private sealed interface Ran {
    record Over(CallStatus status) implements Ran {}

    record Replaced(DocumentSource source) implements Ran {}
  }

  private Ran run(TwimlDocument first) throws InterruptedException {
    var run =
        new TwimlRun(
            settings.webhooks().maxRedirects(),
            settings.failedStreamEndsCall(),
            status == CallStatus.IN_PROGRESS);
    TwimlStep step = run.load(first);
    while (true) {
      switch (step) {
        case TwimlStep.End end -> {
          return new Ran.Over(ending(end.ending()));
        }
        case TwimlStep.Lost _ -> {
          debugger.add(DebuggerCode.TOO_MANY_REDIRECTS, "documents only redirect to each other");
          return new Ran.Over(CallStatus.COMPLETED);
        }
        case TwimlStep.Fetch fetch -> {
          Optional<TwimlDocument> next = documents.get(fetch, status);
          if (next.isEmpty()) {
            return new Ran.Over(CallStatus.COMPLETED);
          }
          step = run.load(next.get());
        }
        case TwimlStep.Perform perform -> {
          if (status != CallStatus.IN_PROGRESS) {
            answered();
          }
          switch (performer.perform(perform.verb())) {
            case VerbExecutor.Performed.Carried carried -> step = run.next(carried.result());
            case VerbExecutor.Performed.Interrupted by -> {
              return interrupted(by.signal());
            }
          }
        }
      }
    }
  }

  private static Ran interrupted(CallSignal signal) {
    return signal instanceof CallSignal.Replace replace
        ? new Ran.Replaced(replace.source())
        : new Ran.Over(CallStatus.COMPLETED);
  }

  private static CallStatus ending(TwimlStep.Ending ending) {
    return switch (ending) {
      case HANG_UP -> CallStatus.COMPLETED;
      case BUSY -> CallStatus.BUSY;
      case REJECTED -> CallStatus.NO_ANSWER;
    };
  }

  private boolean cancelledWithin(long ms) throws InterruptedException {
    long end = signals.in(ms);
    Optional<CallSignal> signal = signals.awaitUntil(end);
    while (signal.isPresent()) {
      if (signal.get() instanceof CallSignal.Complete
          || signal.get() instanceof CallSignal.CallerHangsUp) {
        return true;
      }
      signal = signals.awaitUntil(end);
    }
    return false;
  }

  private void answered() {
    signals.limit(settings.callTimeLimitMs());
    reach(CallStatus.IN_PROGRESS);
  }

  private void reach(CallStatus next) {
    status = next;
    reached.accept(next);
  }
}
