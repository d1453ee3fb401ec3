// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** A service that can be killed and started again. One thread at a time. */
interface ServiceInstance {
  /** What it is, e.g. {@code tts-worker}. */
  String service();

  /** Where it serves now, on this machine; of a broker, Kafka's port. */
  int port() throws IOException, InterruptedException;

  void start() throws IOException, InterruptedException;

  /** Waits until it is ready for calls. */
  void awaitReady() throws IOException, InterruptedException, TimeoutException;

  /** It ends as it is: SIGKILL. */
  void kill() throws IOException, InterruptedException, TimeoutException;

  /** It is asked to end, and has ended: SIGTERM. */
  void terminate() throws IOException, InterruptedException, TimeoutException;

  /** It does nothing more, and keeps its connections: SIGSTOP, or what is like it. */
  void freeze() throws IOException, InterruptedException;

  /** It goes on as if nothing had been. */
  void thaw() throws IOException, InterruptedException;

  /** What it takes of the machine, where the system tells that (Linux). */
  ProcessUsage usage();
}
