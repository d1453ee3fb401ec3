// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a scripted call went.
 *
 * @param streamSid of the first media stream, if there was one
 * @param durationMs of the call's audio
 * @param greetedMs where the assistant was first heard before the caller spoke
 * @param errors what Twilio's debugger shows, warnings included
 */
public record CallOutcome(
    String callSid,
    Optional<String> streamSid,
    CallStatus status,
    double durationMs,
    OptionalDouble greetedMs,
    List<Utterance> utterances,
    List<DebuggerEntry> errors) {

  /**
   * One utterance, measured in the audio itself on the call's axis.
   *
   * @param spokenFromMs the caller's first audible sample
   * @param spokenToMs after the caller's last audible sample
   * @param answeredAtMs the first audible sample of what the assistant began to say after that and
   *     before the caller's next utterance
   * @param overlapped whether the assistant was still to be heard at {@code spokenToMs}
   */
  public record Utterance(
      String text,
      double spokenFromMs,
      double spokenToMs,
      OptionalDouble answeredAtMs,
      boolean overlapped) {

    /** Whether the assistant answered. */
    public boolean answered() {
      return answeredAtMs.isPresent();
    }

    /** From the caller's last audible sample to the answer's first, as the caller lived it. */
    public OptionalDouble latencyMs() {
      return answeredAtMs.isPresent()
          ? OptionalDouble.of(answeredAtMs.getAsDouble() - spokenToMs)
          : OptionalDouble.empty();
    }
  }

  /** Whether everything the caller said was answered, and Twilio saw no error. */
  public boolean isGood() {
    return status == CallStatus.COMPLETED
        && utterances.stream().allMatch(Utterance::answered)
        && errors.stream().noneMatch(DebuggerEntry::isError);
  }
}
