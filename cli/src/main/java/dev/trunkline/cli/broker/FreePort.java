// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for servers whose port must be known before they listen and after they were killed. */
public final class FreePort {
  // The system takes the ports of outgoing connections from 32768 up, and would take one of those
  // that wait for a process to start.
  private static final int FIRST = 20_000;
  private static final int END = 32_768;
  private static final int ATTEMPTS = 100;

  /** One after the other from a random start: a port just given out has no listener yet. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

  private FreePort() {}

  /**
   * A port of the loopback address that has no listener and was not given out before.
   *
   * @throws IllegalStateException if there seems to be none
   */
  public static int find() {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), END - FIRST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port found from " + FIRST + " to " + (END - 1) + " in " + ATTEMPTS + " attempts");
  }

  /** Whether one could listen at it now. */
  public static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
