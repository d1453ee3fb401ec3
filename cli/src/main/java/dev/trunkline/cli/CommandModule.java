// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli;

import picocli.CommandLine;

/**
 * Further commands of {@code trunkline}, from modules on the class path that this one does not
 * depend on. Found with {@link java.util.ServiceLoader}.
 */
public interface CommandModule {
  /** Adds this module's commands to {@code trunkline}. */
  void addTo(CommandLine trunkline);
}
