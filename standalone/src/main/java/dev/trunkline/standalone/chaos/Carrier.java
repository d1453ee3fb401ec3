package dev.trunkline.standalone.chaos;

import java.io.IOException;
import java.net.Socket;

/** Carries what one side of a connection says to the other. */
interface Carrier {
  /** Returns when {@code from} says no more, or one of them is gone. */
  void carry(Socket from, Socket to) throws IOException;
}
