// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes take of the machine. */
public record ProcessUsage(long megabytes, long threads) {
  static final ProcessUsage UNKNOWN = new ProcessUsage(0, 0);

  /** Of one process, where the system tells that (Linux). */
  static ProcessUsage of(long pid) {
    try {
      long kilobytes = 0;
      long threads = 0;
      for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          kilobytes = number(line);
        } else if (line.startsWith("Threads:")) {
          threads = number(line);
        }
      }
      return new ProcessUsage(kilobytes / 1024, threads);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  ProcessUsage plus(ProcessUsage other) {
    return new ProcessUsage(megabytes + other.megabytes, threads + other.threads);
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
