// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class NoDelaySocketsTest {
  private final NoDelaySockets sockets = new NoDelaySockets();

  @Test
  void disablesNaglesAlgorithm() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (var server = new ServerSocket(0, 3, here);
        Socket open = sockets.createSocket();
        Socket connected = sockets.createSocket(here, server.getLocalPort());
        Socket bound = sockets.createSocket(here, server.getLocalPort(), here, 0)) {
      assertThat(open.getTcpNoDelay()).isTrue();
      assertThat(connected.getTcpNoDelay()).isTrue();
      assertThat(bound.getTcpNoDelay()).isTrue();
    }
  }
}
