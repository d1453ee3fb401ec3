// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmarks.chaos.Chaos;
import dev.trunkline.benchmarks.chaos.ChaosReport;
import dev.trunkline.benchmarks.chaos.FaultResult;
import dev.trunkline.benchmarks.chaos.FleetPlan;
import dev.trunkline.runtime.settings.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short selection of what {@code ./trunkline chaos} does: each fault once, few callers. */
@Tag("chaos")
@Order(1)
class ChaosIT {
  @TempDir private Path out = Path.of("");

  @Test
  void killedDialogWorkerAndGatewayLoseAndRepeatNothing() throws Exception {
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ChaosReport report =
        Chaos.run(
            Chaos.Plan.of("K3,G1", 1, 3, 9_000, 4, 1, new FleetPlan.Processes(1)),
            Settings.of(Map.of()),
            out,
            silent);

    assertThat(report.faults()).extracting(FaultResult::id).containsExactly("K3", "G1");
    for (FaultResult fault : report.faults()) {
      assertThat(fault.findings()).as(fault.title()).isEmpty();
      assertThat(fault.notReached()).as(fault.title()).isZero();
      assertThat(fault.brokenOff()).as(fault.title()).isZero();
      assertThat(fault.unanswered()).as(fault.title()).isZero();
      assertThat(fault.sentences()).as(fault.title()).isPositive();
    }
    assertThat(out.resolve("chaos.json")).isNotEmptyFile();
  }
}
