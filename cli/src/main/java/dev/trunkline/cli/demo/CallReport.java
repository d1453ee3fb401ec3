// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.conversation.ObservedCall.Utterance;
import dev.trunkline.cli.report.ReportJson;
import dev.trunkline.simulator.telephone.CallOutcome;
import java.util.List;

/**
 * A call in figures, as JSON.
 *
 * @param atEarMs for every line said, the time from the caller's last audible sample to the first
 *     audible sample of the answer, measured at the telephone; −1 if there was no answer
 * @param troubles what went wrong, in words; empty for a good call
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CallReport(
    String callSid,
    long durationMs,
    List<String> said,
    List<Utterance> utterances,
    List<Heard> turns,
    List<Long> atEarMs,
    List<String> troubles) {

  public CallReport {
    said = List.copyOf(said);
    utterances = List.copyOf(utterances);
    turns = List.copyOf(turns);
    atEarMs = List.copyOf(atEarMs);
    troubles = List.copyOf(troubles);
  }

  /** The report of a call that is over. */
  public static CallReport of(ObservedCall story, CallOutcome outcome) {
    return new CallReport(
        story.callSid(),
        Math.round(outcome.durationMs()),
        outcome.utterances().stream().map(CallOutcome.Utterance::text).toList(),
        story.utterances(),
        story.turns(),
        outcome.utterances().stream().map(said -> Math.round(said.latencyMs().orElse(-1))).toList(),
        CallProblems.of(story, outcome));
  }

  /** Indented JSON. */
  public String json() {
    return ReportJson.of(this);
  }
}
