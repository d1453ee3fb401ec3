// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** For whoever must be known by its port before it listens, and after it was killed. */
public final class FreePort {
  // The system takes the ports of outgoing connections from 32768 up, and would take one of those
  // that wait for a process to start.
  private static final int FIRST = 20_000;
  private static final int END = 32_768;
  private static final int ATTEMPTS = 100;

  /** One after the other, from anywhere: nobody listens yet at one that was just given away. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

  private FreePort() {}

  /**
   * A port of the loopback address that nobody listens at, and that was not given away before.
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
