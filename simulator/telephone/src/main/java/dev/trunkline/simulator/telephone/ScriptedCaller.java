// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.media.CallerUtterance;
import dev.trunkline.simulator.telephone.record.AudibleStretchDetector;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A caller who follows a script: waits for the assistant to finish, says the next thing, and hangs
 * up after the last answer.
 */
public final class ScriptedCaller {
  /** Milliseconds by which an utterance may start late: one frame, and a stall. */
  private static final int SLACK_MS = 5_000;

  private static final int CONNECT_MS = 30_000;
  private static final int END_MS = 40_000;

  private final PhoneCall call;
  private final CallScript script;
  private final List<AnswerMeasurement.Spoken> spoken = new ArrayList<>();

  private ScriptedCaller(PhoneCall call, CallScript script) {
    this.call = call;
    this.script = script;
  }

  /**
   * Makes a call and follows {@code script}. Waits for the end of the call, so for virtual threads.
   *
   * @throws TimeoutException if the call does not end after its end
   */
  public static CallOutcome call(
      Telephone telephone, CallRequest request, CallScript script, CallListener listener)
      throws InterruptedException, TimeoutException {
    return follow(telephone.call(request, listener), script);
  }

  /** Follows {@code script} in a call that was just made. */
  public static CallOutcome follow(PhoneCall call, CallScript script)
      throws InterruptedException, TimeoutException {
    var caller = new ScriptedCaller(call, script);
    Optional<String> streamSid = caller.get(call.connected(), CONNECT_MS);
    if (streamSid.isPresent()) {
      caller.converse();
    } else {
      call.hangUp();
    }
    CallStatus status = call.awaitEnd(END_MS);
    return caller.outcome(streamSid, status);
  }

  private void converse() throws InterruptedException {
    // Whatever begins after this position is the answer that is awaited.
    double heardUpTo = -1;
    boolean expected = script.waitsForGreeting();
    for (CallScript.Part part : script.parts()) {
      switch (part) {
        case CallScript.Part.Press press -> {
          letFinish(expected, heardUpTo);
          call.pressKey(press.key());
          expected = false;
        }
        case CallScript.Part.Say say -> {
          double from = moment(say, expected, heardUpTo);
          heardUpTo = speak(say, from);
          expected = true;
        }
      }
    }
    letFinish(expected, heardUpTo);
    if (script.hangsUp()) {
      call.hangUp();
      return;
    }
    if (get(call.ended(), script.patienceMs()).isEmpty()) {
      call.hangUp();
    }
  }

  /** When {@code say} is to begin; returns when that is near or past. */
  private double moment(CallScript.Part.Say say, boolean expected, double heardUpTo)
      throws InterruptedException {
    if (say.bargeInMs().isEmpty()) {
      letFinish(expected, heardUpTo);
      return 0;
    }
    Optional<Double> begun = get(call.assistantBegins(heardUpTo), script.patienceMs());
    return begun.map(ms -> ms + say.bargeInMs().getAsInt()).orElse(0.0);
  }

  private void letFinish(boolean expected, double heardUpTo) throws InterruptedException {
    if (expected) {
      get(call.assistantSpokenThenQuiet(heardUpTo, script.quietMs()), script.patienceMs());
    }
  }

  /** Says it and waits until it is said; tells where its last audible sample is. */
  private double speak(CallScript.Part.Say say, double from) throws InterruptedException {
    CallerUtterance saying = call.sayAt(say.text(), say.ulaw(), from);
    double wait = Math.max(0, from - call.nowMs()) + Samples.toMs(say.ulaw().length) + SLACK_MS;
    get(saying.said(), (long) wait);
    Optional<Long> begun = get(saying.begun(), 0);
    if (begun.isEmpty()) {
      return call.nowMs();
    }
    int threshold = call.parts().settings().recording().audibleRms();
    SoundStretch words = AudibleStretchDetector.span(say.ulaw(), threshold).shifted(begun.get());
    spoken.add(new AnswerMeasurement.Spoken(say.text(), words));
    return words.toMs();
  }

  private CallOutcome outcome(Optional<String> streamSid, CallStatus status) {
    List<SoundStretch> assistant = call.recording().assistantStretches();
    long first = spoken.isEmpty() ? Long.MAX_VALUE : spoken.getFirst().audible().from();
    OptionalDouble greeted = AnswerMeasurement.firstBetween(0, first, assistant);
    return new CallOutcome(
        call.sid(),
        streamSid,
        status,
        call.recording().lengthMs(),
        greeted,
        AnswerMeasurement.utterances(spoken, assistant),
        call.debugger());
  }

  /** The value, or empty if it takes too long or the call ends before. */
  private <T> Optional<T> get(CompletableFuture<T> future, long ms) throws InterruptedException {
    try {
      return Optional.of(future.get(ms, TimeUnit.MILLISECONDS));
    } catch (TimeoutException | CancellationException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancellationException) {
        return Optional.empty();
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
