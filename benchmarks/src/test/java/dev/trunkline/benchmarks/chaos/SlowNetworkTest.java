// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A door with a long way behind it. */
class SlowNetworkTest {
  private final SlowNetwork line = new SlowNetwork();

  @Test
  void everythingComesLateAndInItsOrder() throws Exception {
    var sent = new byte[1_000_000];
    new Random(1).nextBytes(sent);
    line.delay(50, 20);
    try (var pair = new Pair(line)) {
      long begun = System.nanoTime();
      Thread.ofVirtual()
          .start(() -> {
            try {
              pair.near.getOutputStream().write(sent);
              pair.near.shutdownOutput();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      byte[] received = pair.far.getInputStream().readAllBytes();

      assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(50));
      assertThat(received).isEqualTo(sent);
    }
  }

  @Test
  void aClosedSideClosesTheOtherSide() throws Exception {
    try (var pair = new Pair(line)) {
      pair.far.close();

      assertThat(pair.near.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** The two ends of a connection through a door. */
  private static final class Pair implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final LoadBalancer door;
    final Socket near;
    final Socket far;

    Pair(ConnectionForwarder carrier) throws IOException {
      door = new LoadBalancer(carrier, server.getLocalPort());
      near = new Socket(InetAddress.getLoopbackAddress(), door.port());
      far = server.accept();
    }

    @Override
    public void close() throws IOException {
      near.close();
      far.close();
      server.close();
      door.close();
    }
  }
}
