// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;

/** Accepts a WebSocket and then never reads from it. Its receive buffer is as small as can be. */
final class LazyGateway implements AutoCloseable {
  private final ServerSocket server;
  private @Nullable Socket socket;

  LazyGateway() throws IOException {
    server = new ServerSocket();
    server.setReceiveBufferSize(1_024);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().name("lazy-gateway").start(this::accept);
  }

  ServerSocket server() {
    return server;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Socket open = socket;
    if (open != null) {
      open.close();
    }
  }

  private void accept() {
    try {
      Socket open = server.accept();
      socket = open;
      String key =
          new Scanner(open.getInputStream(), ISO_8859_1)
              .useDelimiter("\r\n\r\n")
              .next()
              .replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(hash)
              + "\r\n\r\n";
      open.getOutputStream().write(answer.getBytes(ISO_8859_1));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
