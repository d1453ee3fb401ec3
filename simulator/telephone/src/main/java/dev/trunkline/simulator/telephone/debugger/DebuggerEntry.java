// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.debugger;

import java.time.Instant;

/**
 * One line of the debugger.
 *
 * @param level as a rule the code's own; a callback's failure is only ever a warning
 * @param detail what exactly was wrong; may quote a URL, never what was said
 */
public record DebuggerEntry(
    Instant at, DebuggerCode code, DebuggerCode.Level level, String detail) {

  /** Whether it is an error, not a warning. */
  public boolean isError() {
    return level == DebuggerCode.Level.ERROR;
  }
}
