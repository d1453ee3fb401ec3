// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a caller does in a call.
 *
 * @param waitsForGreeting whether the caller lets the assistant speak first
 * @param quietMs milliseconds of silence after speech that count as the assistant having finished
 * @param patienceMs the longest wait for that; then the caller goes on all the same
 * @param hangsUp whether the caller hangs up after the last answer, or stays until the other side
 *     does, for {@code patienceMs} at most
 */
public record CallScript(
    List<Part> parts, boolean waitsForGreeting, int quietMs, int patienceMs, boolean hangsUp) {

  /** One thing the caller does, when the assistant has finished unless it says otherwise. */
  public sealed interface Part {
    /**
     * Says something.
     *
     * @param ulaw 8 kHz µ-law
     * @param bargeInMs if present, does not let the assistant finish, but begins so long after the
     *     assistant does
     */
    record Say(String text, byte[] ulaw, OptionalInt bargeInMs) implements Part {}

    /** Presses a key. The next part does not wait for an answer to it. */
    record Press(char key) implements Part {}
  }

  /** Says all of {@code parts} in turn, after the greeting, with a caller's usual manners. */
  public static CallScript of(List<Part> parts) {
    return new CallScript(List.copyOf(parts), true, 700, 15_000, true);
  }

  /** Something to say when the assistant has finished. */
  public static Part say(String text, byte[] ulaw) {
    return new Part.Say(text, ulaw, OptionalInt.empty());
  }

  /** Something to say {@code ms} after the assistant has begun to speak. */
  public static Part bargeIn(String text, byte[] ulaw, int ms) {
    return new Part.Say(text, ulaw, OptionalInt.of(ms));
  }

  /** The same without waiting for a greeting. */
  public CallScript speaksFirst() {
    return new CallScript(parts, false, quietMs, patienceMs, hangsUp);
  }

  /** The same with other waits. */
  public CallScript waits(int quiet, int patience) {
    return new CallScript(parts, waitsForGreeting, quiet, patience, hangsUp);
  }

  /** The same, and the caller leaves hanging up to the other side. */
  public CallScript staysOn() {
    return new CallScript(parts, waitsForGreeting, quietMs, patienceMs, false);
  }
}
