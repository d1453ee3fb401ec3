// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/** Turns callers' speech into words. Loaded and warm once made; thread-safe. */
public interface Recognizer extends AutoCloseable {
  /** A short name for logs and reports. */
  String name();

  /**
   * Begins to listen to one caller.
   *
   * @throws EngineFailure if it listens to as many as it can
   */
  RecognitionSession open();

  /** Frees what it holds; sessions still open answer no more. */
  @Override
  default void close() {}
}
