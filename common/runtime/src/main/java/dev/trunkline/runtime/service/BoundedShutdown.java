// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what may never come to an end. */
public final class BoundedShutdown {
  private static final Logger log = LoggerFactory.getLogger(BoundedShutdown.class);

  private BoundedShutdown() {}

  /**
   * Lets {@code end} do its work for so long at most, then goes on without it and says so. Jetty
   * (12.1) has been seen to wait forever, while it stops, for an answer that is half sent to
   * somebody who is gone; what is to be closed after it must be closed all the same.
   */
  public static void run(String what, Duration patience, Runnable end) {
    Thread thread = Thread.ofPlatform().daemon().name("end-" + what).start(end);
    try {
      if (!thread.join(patience)) {
        log.atWarn().addKeyValue("what", what).log("did not end in time, going on without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
