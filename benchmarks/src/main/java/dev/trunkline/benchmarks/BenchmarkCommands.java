// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks;

import dev.trunkline.cli.CommandModule;
import picocli.CommandLine;

/** Adds {@code bench} and {@code chaos} to the {@code trunkline} command. */
public final class BenchmarkCommands implements CommandModule {
  @Override
  public void addTo(CommandLine trunkline) {
    trunkline.addSubcommand(new BenchCommand()).addSubcommand(new ChaosCommand());
  }
}
