// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle that all services share. The constructor of a service reads its settings, so that
 * a wrong one is reported before anything is opened; {@link #assemble} opens everything, in the
 * order of its dependencies; {@link #close} closes it in reverse. Thread-safe; starting and closing
 * wait for each other.
 */
public abstract class AbstractService implements Service {
  private final Resources resources = new Resources();
  private volatile @Nullable Running running;
  private volatile boolean closed;

  /** A service between start and close. */
  @FunctionalInterface
  public interface Running {
    /** As {@link Service#health}. */
    Health health();

    /**
     * Called first on closing, while everything is still open and {@link #health} is shown as not
     * ready: finishes the work in hand, or hands it over.
     */
    default void drain() {}
  }

  /**
   * Opens what the service needs and starts its work. If it throws, what it has added to {@code
   * resources} is closed.
   *
   * @param resources closed in reverse order when the service closes
   * @throws dev.trunkline.runtime.settings.InvalidSetting if it cannot run as configured
   */
  protected abstract Running assemble(Resources resources);

  /** The details of its health before it is started. */
  protected Map<String, Object> idleDetails() {
    return Map.of();
  }

  /** Does nothing if it is running or was closed. */
  @Override
  public final synchronized void start() {
    if (running != null || closed) {
      return;
    }
    boolean assembled = false;
    try {
      running = assemble(resources);
      assembled = true;
    } finally {
      if (!assembled) {
        resources.close();
      }
    }
  }

  /** Live but not ready before start and while it closes. */
  @Override
  public final Health health() {
    Running now = running;
    if (now == null) {
      return new Health(true, false, idleDetails());
    }
    Health health = now.health();
    return closed ? new Health(true, false, health.details()) : health;
  }

  @Override
  public final synchronized void close() {
    closed = true;
    Running last = running;
    if (last != null) {
      try {
        last.drain();
      } finally {
        resources.close();
        running = null;
      }
    }
  }
}
