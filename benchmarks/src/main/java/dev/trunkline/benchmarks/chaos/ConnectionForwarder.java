// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.io.IOException;
import java.net.Socket;

/** Carries what one side of a connection says to the other. */
interface ConnectionForwarder {
  /** Returns when {@code from} says no more, or one of them is gone. */
  void carry(Socket from, Socket to) throws IOException;
}
