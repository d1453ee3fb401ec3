// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A WebSocket client that does what Twilio's does and nothing else. Written for this because the
 * usual clients decide on headers and hide how a connection failed or broke. Blocking, so for
 * virtual threads; one reads, one writes.
 */
final class StreamSocket implements AutoCloseable {
  /** About a second of frames: left to itself, the kernel hides a slow reader for minutes. */
  private static final int SEND_BUFFER = 16_384;

  private final Socket socket;
  private final FrameReader reader;
  private final OutputStream out;

  private StreamSocket(Socket socket, FrameReader reader, OutputStream out) {
    this.socket = socket;
    this.reader = reader;
    this.out = out;
  }

  static StreamSocket open(
      URI url,
      Optional<String> signature,
      StreamSettings settings,
      SSLSocketFactory tls,
      RandomGenerator random)
      throws StreamFailure {
    Socket socket = null;
    try {
      socket = connect(url, settings.handshakeTimeoutMs(), tls);
      var handshake = new Handshake(url, random);
      var out = new BufferedOutputStream(socket.getOutputStream(), 16_384);
      var in = new BufferedInputStream(socket.getInputStream(), 16_384);
      out.write(handshake.request(signature));
      out.flush();
      handshake.check(in);
      socket.setSoTimeout(0);
      return new StreamSocket(socket, new FrameReader(in, settings.maxMessageBytes()), out);
    } catch (IOException e) {
      closeQuietly(socket);
      throw failure(e);
    } catch (StreamFailure e) {
      closeQuietly(socket);
      throw e;
    }
  }

  /** Waits for what comes next. An exception means that the connection broke. */
  ReceivedFrame next() throws IOException {
    return reader.next();
  }

  /** Writes a frame, without yet sending it. Waits while the gateway does not read. */
  void write(byte[] frame) throws IOException {
    out.write(frame);
  }

  /** Sends what was written. */
  void flush() throws IOException {
    out.flush();
  }

  /** Breaks the connection as a dying machine would: no close frame, no FIN, but a reset. */
  void abort() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Already closed, which is what is wanted.
    }
    close();
  }

  /** Disconnects, also while another thread reads or writes. */
  @Override
  public void close() {
    closeQuietly(socket);
  }

  private static Socket connect(URI url, int timeoutMs, SSLSocketFactory tls) throws IOException {
    boolean secure = "wss".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.setSendBufferSize(SEND_BUFFER);
      plain.setSoTimeout(timeoutMs);
      plain.connect(new InetSocketAddress(url.getHost(), port), timeoutMs);
      return secure ? secured(plain, url.getHost(), port, tls) : plain;
    } catch (IOException e) {
      closeQuietly(plain);
      throw e;
    }
  }

  private static Socket secured(Socket plain, String host, int port, SSLSocketFactory tls)
      throws IOException {
    var secure = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static StreamFailure failure(IOException e) {
    DebuggerCode code =
        switch (e) {
          case SSLException _ -> DebuggerCode.STREAM_TLS;
          case UnknownHostException _ -> DebuggerCode.STREAM_UNREACHABLE;
          case NoRouteToHostException _ -> DebuggerCode.STREAM_UNREACHABLE;
          case SocketTimeoutException _ -> DebuggerCode.STREAM_TIMEOUT;
          case ConnectException _ -> DebuggerCode.STREAM_REFUSED;
          default -> DebuggerCode.STREAM_HANDSHAKE;
        };
    return new StreamFailure(code, e.getClass().getSimpleName());
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable Socket socket) {
    if (socket == null) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
