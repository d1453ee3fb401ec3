// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.util.List;
import java.util.stream.Stream;

/** All that can be run. */
final class Faults {
  private static final Fault.Storm STORM =
      new Fault.Storm("L1", "twice as many calls as places, within a second");

  /** In the order of a run. */
  static final List<Fault> ALL =
      Stream.of(
              ProcessFaults.ALL.stream(),
              ProviderFaults.ALL.stream(),
              Stream.of(ProcessFaults.SLOW_NETWORK, STORM, ProcessFaults.PEACE))
          .<Fault>flatMap(faults -> faults)
          .toList();

  private Faults() {}
}
