// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.export.CallExport;
import dev.trunkline.cli.log.CallFinder;
import dev.trunkline.cli.log.CallLog;
import dev.trunkline.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls to look into, as files: when a run is over its topics are gone. */
final class ExportedCalls {
  /** More findings than this usually have one cause. */
  private static final int MOST = 10;

  private static final Logger log = LoggerFactory.getLogger(ExportedCalls.class);

  private ExportedCalls() {}

  /** Exports calls into a directory each, below {@code directory}. */
  static void keep(KafkaClients kafka, Set<String> callSids, Path directory) {
    for (String callSid : callSids.stream().limit(MOST).toList()) {
      try {
        Optional<CallLog> found = CallFinder.find(kafka, callSid);
        if (found.isPresent()) {
          new CallExport(found.get()).write(directory.resolve(callSid));
        }
      } catch (IOException | RuntimeException e) {
        // It may be broken; the faults that are still to come are worth more.
        log.atWarn().addKeyValue("call", callSid).setCause(e).log("call not kept");
      }
    }
  }
}
