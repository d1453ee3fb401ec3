// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The upgrade request with exactly the headers seen from Twilio (no {@code Origin}, no extension,
 * no subprotocol), and the check of its answer.
 */
final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MAX_ANSWER = 16_384;

  private final URI url;
  private final String key;

  Handshake(URI url, RandomGenerator random) {
    this.url = url;
    var nonce = new byte[16];
    random.nextBytes(nonce);
    key = Base64.getEncoder().encodeToString(nonce);
  }

  byte[] request(Optional<String> signature) {
    var request = new StringBuilder();
    String path = url.getRawPath();
    request.append("GET ").append(path.isEmpty() ? "/" : path).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(url.getRawAuthority()).append("\r\n");
    request.append("User-Agent: Twilio.TmeWs/1.0\r\nConnection: Upgrade\r\n");
    request.append("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: ").append(key).append("\r\n");
    signature.ifPresent(s -> request.append("X-Twilio-Signature: ").append(s).append("\r\n"));
    request.append("Accept-Encoding: gzip\r\n\r\n");
    return request.toString().getBytes(ISO_8859_1);
  }

  void check(InputStream in) throws IOException, StreamFailure {
    List<String> lines = head(in).lines().toList();
    String status = lines.isEmpty() ? "" : lines.getFirst();
    if (!status.matches("HTTP/1\\.1 101( .*)?")) {
      throw refused(status.isEmpty() ? "no answer" : "answered " + status);
    }
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    check(headers);
  }

  private void check(Map<String, String> headers) throws StreamFailure {
    if (!"websocket".equalsIgnoreCase(headers.get("upgrade"))) {
      throw refused("no Upgrade: websocket");
    }
    if (!accept().equals(headers.get("sec-websocket-accept"))) {
      throw refused("wrong Sec-WebSocket-Accept");
    }
    if (headers.containsKey("sec-websocket-extensions")) {
      throw refused("an extension that was not offered");
    }
    if (headers.containsKey("sec-websocket-protocol")) {
      throw refused("a subprotocol that was not offered");
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int matched = 0; matched < 4; ) {
      int octet = in.read();
      if (octet < 0 || head.size() == MAX_ANSWER) {
        break;
      }
      head.write(octet);
      boolean expected = octet == (matched % 2 == 0 ? '\r' : '\n');
      matched = expected ? matched + 1 : octet == '\r' ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }

  private String accept() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static StreamFailure refused(String detail) {
    return new StreamFailure(DebuggerCode.STREAM_HANDSHAKE, detail);
  }
}
