package dev.trunkline.standalone.chaos;

import dev.trunkline.common.kafka.KafkaClients;
import dev.trunkline.standalone.export.CallExport;
import dev.trunkline.standalone.ledger.Finding;
import dev.trunkline.standalone.log.CallFinder;
import dev.trunkline.standalone.log.CallLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Calls to look into, as files: when a run is over its topics are gone. */
final class Evidence {
  /** Whoever finds more has one cause to look for, not that many. */
  private static final int MOST = 10;

  private Evidence() {}

  /** Exports the calls of findings into a directory each, below {@code directory}. */
  static void keep(KafkaClients kafka, List<Finding> findings, Path directory) throws IOException {
    for (String call : findings.stream().map(Finding::callSid).distinct().limit(MOST).toList()) {
      keep(kafka, call, directory);
    }
  }

  /** Exports a call. */
  static void keep(KafkaClients kafka, String callSid, Path directory) throws IOException {
    Optional<CallLog> found = CallFinder.find(kafka, callSid);
    if (found.isPresent()) {
      new CallExport(found.get()).write(directory.resolve(callSid));
    }
  }
}
