// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * One address for several servers, as a load balancer is: connections go to them in turn, past
 * those that do not listen, and stay where they went. A connection that breaks on one side is
 * broken on the other.
 */
public final class LoadBalancer implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final ConnectionForwarder carrier;
  private volatile List<Integer> servers;

  /**
   * @param servers the ports that connections are led to
   */
  public LoadBalancer(Integer... servers) {
    this(LoadBalancer::transfer, servers);
  }

  /**
   * @param carrier goes through the door with everything
   */
  LoadBalancer(ConnectionForwarder carrier, Integer... servers) {
    this.carrier = carrier;
    this.servers = List.of(servers);
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("front-door").start(this::accept);
  }

  /** Where to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** From now on new connections are led to these ports. */
  public void leadTo(Integer... ports) {
    servers = List.of(ports);
  }

  @Override
  public void close() {
    close(server);
    open.forEach(LoadBalancer::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket outside = server.accept();
        open.add(outside);
        lead(outside);
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void lead(Socket outside) {
    try {
      Socket inside = connect();
      open.add(inside);
      outside.setTcpNoDelay(true);
      inside.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> carry(outside, inside));
      Thread.ofVirtual().start(() -> carry(inside, outside));
    } catch (IOException e) {
      open.remove(outside);
      close(outside); // A server that is not there: whoever called sees it.
    }
  }

  private Socket connect() throws IOException {
    List<Integer> ports = servers;
    int first = turn.getAndIncrement();
    IOException refused = new IOException("there is no server");
    for (int i : IntStream.range(first, first + ports.size()).toArray()) {
      try {
        return new Socket(
            InetAddress.getLoopbackAddress(), ports.get(Math.floorMod(i, ports.size())));
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused;
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      carrier.carry(from, to);
    } catch (IOException e) {
      // One side is gone, so is the other.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void transfer(Socket from, Socket to) throws IOException {
    from.getInputStream().transferTo(to.getOutputStream());
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
