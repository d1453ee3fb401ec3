// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.demo.CallReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The last lines of a call that was placed. */
final class CallSummaryOutput {
  private CallSummaryOutput() {}

  /** Prints them; the exit code is 0 for a good call and 1 for one with troubles. */
  static int print(PrintStream out, CallReport report, Path directory) {
    out.println();
    out.println(
        "At the caller's ear, from the last sound of each sentence to the first of its answer: "
            + report.atEarMs().stream().map(ms -> ms + " ms").collect(Collectors.joining(", ")));
    out.println(
        "Written to "
            + directory
            + ": call.wav (caller left, assistant right),"
            + " timeline.png, report.json");
    if (report.troubles().isEmpty()) {
      return 0;
    }
    out.flush();
    System.err.println("The call did not go well:");
    report.troubles().forEach(trouble -> System.err.println("  - " + trouble));
    return 1;
  }
}
