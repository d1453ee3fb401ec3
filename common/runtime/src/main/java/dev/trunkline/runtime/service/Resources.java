// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service has opened. Closes it in reverse order; what fails to close does not keep the rest
 * open. For one thread at a time.
 */
public final class Resources implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Resources.class);

  private record Resource(String name, AutoCloseable closeable) {}

  private final Deque<Resource> open = new ArrayDeque<>();

  /** Adds a resource that was just opened; returns it. */
  public <T extends AutoCloseable> T add(T resource) {
    open.push(new Resource(resource.getClass().getSimpleName(), resource));
    return resource;
  }

  /**
   * Adds a step of closing.
   *
   * @param name of what it closes, for the log
   */
  public void onClose(String name, Runnable step) {
    open.push(new Resource(name, step::run));
  }

  /** May be called again: it closes what was added since. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      Resource resource = open.pop();
      try {
        resource.closeable().close();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        log.atWarn()
            .addKeyValue("resource", resource.name())
            .setCause(e)
            .log("closing a resource failed; closing the others");
      }
    }
  }
}
