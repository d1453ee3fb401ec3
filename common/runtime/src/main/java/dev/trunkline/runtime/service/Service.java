// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

/** A part of Trunkline that can run alone or beside others in one process. */
public interface Service extends AutoCloseable {

  /** The module's name, e.g. {@code vad-worker}. */
  String name();

  /**
   * Takes up work. Returns when the service is running, which may be before it is ready.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting if it cannot run as configured
   */
  void start();

  /** How it is; cheap, from any thread. */
  Health health();

  /** Finishes or hands over what is in hand and frees everything. May be called twice. */
  @Override
  void close();
}
