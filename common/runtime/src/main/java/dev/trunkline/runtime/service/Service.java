// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

/** One of Trunkline's services; runs alone or beside others in one process. */
public interface Service extends AutoCloseable {

  /** The module's name, for example {@code vad-worker}. */
  String name();

  /**
   * Starts the service. Returns when it is running, which may be before it is ready.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if it cannot run as configured
   */
  void start();

  /** Its health now; cheap, from any thread. */
  Health health();

  /** Finishes or hands over its work and closes everything. May be called again. */
  @Override
  void close();
}
