// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a step of a shutdown that may hang. */
public final class BoundedShutdown {
  private static final Logger log = LoggerFactory.getLogger(BoundedShutdown.class);

  private BoundedShutdown() {}

  /**
   * Runs {@code step} on a daemon thread and waits for it at most {@code timeout}. Jetty 12.1 was
   * seen to wait forever, while stopping, for a response half sent to a client that was gone; what
   * closes after it must still be closed.
   *
   * @param name of the step, for the log
   */
  public static void run(String name, Duration timeout, Runnable step) {
    Thread thread = Thread.ofPlatform().daemon().name("shutdown-" + name).start(step);
    try {
      if (!thread.join(timeout)) {
        log.atWarn()
            .addKeyValue("step", name)
            .addKeyValue("timeoutMs", timeout.toMillis())
            .log("shutdown step timed out; continuing without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
