// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.demo;

import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import java.util.ArrayList;
import java.util.List;

/** What must be true of a call for it to have gone well. */
public final class CallProblems {
  private CallProblems() {}

  /** What went wrong at the telephone alone, in words. */
  public static List<String> of(CallOutcome outcome) {
    var troubles = new ArrayList<String>();
    if (outcome.streamSid().isEmpty()) {
      troubles.add("the gateway gave the call no media stream");
    }
    if (outcome.greetedMs().isEmpty()) {
      troubles.add("the caller heard no greeting");
    }
    for (CallOutcome.Utterance said : outcome.utterances()) {
      if (!said.answered()) {
        troubles.add("the caller heard no answer to “" + said.text() + "”");
      }
    }
    for (DebuggerEntry entry : outcome.errors()) {
      troubles.add(
          "Twilio " + entry.code().number() + " " + entry.code().title() + ": " + entry.detail());
    }
    return troubles;
  }

  /** What went wrong at either end. */
  static List<String> of(ObservedCall story, CallOutcome outcome) {
    var troubles = new ArrayList<>(of(outcome));
    troubles.addAll(story.failures());
    if (story.cause().isEmpty()) {
      troubles.add("the end of the call never appeared in the topic “calls”");
    }
    if (story.utterances().size() < outcome.utterances().size()) {
      troubles.add(
          "the caller said "
              + outcome.utterances().size()
              + " lines, but "
              + story.utterances().size()
              + " were understood");
    }
    return troubles;
  }
}
