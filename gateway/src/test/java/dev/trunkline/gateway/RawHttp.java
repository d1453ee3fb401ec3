// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;

/** An HTTP client that sends exactly the bytes a test gives it. */
final class RawHttp implements AutoCloseable {
  private static final int READ_TIMEOUT_MS = 10_000;

  /** The response; the status is 0 if the server closed without one. */
  record Answer(int status, String body) {}

  private final int port;
  private Socket socket;
  private InputStream in;

  RawHttp(int port) throws IOException {
    this.port = port;
    socket = connected(port);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Posts {@code body} to {@code target} unchanged, on a persistent connection. */
  Answer post(String target, String type, byte[] body, String moreHeaders) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(target, port, type, body.length, moreHeaders);
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(ISO_8859_1));
    request.writeBytes(body);
    send(request.toByteArray());
    try {
      return answer();
    } catch (EOFException e) {
      connect();
      return new Answer(0, "");
    }
  }

  /** Sends these bytes only. */
  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Waits until the server closes the connection. */
  boolean isClosedByPeer() throws IOException {
    try {
      while (in.read() >= 0) {
        // A response may come first.
      }
    } catch (SocketException e) {
      return true; // Reset.
    }
    return true;
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean closes = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      closes |= lower.equals("connection: close");
    }
    var answer = new Answer(status, new String(in.readNBytes(length), UTF_8));
    if (closes) {
      connect();
    }
    return answer;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  private void connect() throws IOException {
    close();
    socket = connected(port);
    in = new BufferedInputStream(socket.getInputStream());
  }

  private static Socket connected(int port) throws IOException {
    var socket = new Socket("localhost", port);
    socket.setSoTimeout(READ_TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
