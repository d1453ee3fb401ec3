package dev.trunkline.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One address for several gateways, as a load balancer is: a connection goes to the gateway that is
 * the right one when it is made, and stays with it.
 */
final class FrontDoor implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int gateway;

  /**
   * @param gateway the port that connections are led to
   */
  FrontDoor(int gateway) {
    this.gateway = gateway;
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("front-door").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on new connections are led to this port. */
  void leadTo(int port) {
    gateway = port;
  }

  @Override
  public void close() {
    close(server);
    open.forEach(FrontDoor::close);
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
      var inside = new Socket(InetAddress.getLoopbackAddress(), gateway);
      open.add(inside);
      outside.setTcpNoDelay(true);
      inside.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> carry(outside, inside));
      Thread.ofVirtual().start(() -> carry(inside, outside));
    } catch (IOException e) {
      close(outside); // A gateway that is not there: whoever called sees it.
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side is gone, so is the other.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
