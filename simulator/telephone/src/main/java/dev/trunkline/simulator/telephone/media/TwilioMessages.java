// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Map;

/**
 * Twilio's messages, with the types, order of fields and counters of real ones. Numbers are strings
 * but for the media format's. Not for several threads.
 */
final class TwilioMessages {
  static final byte[] CONNECTED =
      utf8("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");

  private final String accountSid;
  private final String callSid;
  private final String streamSid;
  private final byte[] mediaTail;
  private long sequence;
  private long chunk;

  TwilioMessages(String accountSid, String callSid, String streamSid) {
    this.accountSid = accountSid;
    this.callSid = callSid;
    this.streamSid = streamSid;
    mediaTail = utf8("\"},\"streamSid\":\"" + streamSid + "\"}");
  }

  byte[] start(Map<String, String> parameters) {
    var custom = new StringBuilder();
    parameters.forEach((name, value) ->
        custom
            .append(custom.isEmpty() ? "" : ",")
            .append(quoted(name))
            .append(':')
            .append(quoted(value)));
    return utf8(
        "{\"event\":\"start\",\"sequenceNumber\":\""
            + ++sequence
            + "\",\"start\":{"
            + "\"accountSid\":\""
            + accountSid
            + "\",\"streamSid\":\""
            + streamSid
            + "\",\"callSid\":\""
            + callSid
            + "\",\"tracks\":[\"inbound\"],"
            + "\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,"
            + "\"channels\":1},\"customParameters\":{"
            + custom
            + "}},"
            + "\"streamSid\":\""
            + streamSid
            + "\"}");
  }

  byte[] media(byte[] frame, long timestampMs) {
    var out = new ByteArrayOutputStream(400);
    write(out, "{\"event\":\"media\",\"sequenceNumber\":\"");
    write(out, Long.toString(++sequence));
    write(out, "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
    write(out, Long.toString(++chunk));
    write(out, "\",\"timestamp\":\"");
    write(out, Long.toString(timestampMs));
    write(out, "\",\"payload\":\"");
    out.writeBytes(Base64.getEncoder().encode(frame));
    out.writeBytes(mediaTail);
    return out.toByteArray();
  }

  byte[] dtmf(char digit) {
    return utf8(
        "{\"event\":\"dtmf\",\"streamSid\":\""
            + streamSid
            + "\",\"sequenceNumber\":\""
            + ++sequence
            + "\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\""
            + digit
            + "\"}}");
  }

  byte[] mark(String name) {
    return utf8(
        "{\"event\":\"mark\",\"sequenceNumber\":\""
            + ++sequence
            + "\",\"streamSid\":\""
            + streamSid
            + "\",\"mark\":{\"name\":"
            + quoted(name)
            + "}}");
  }

  byte[] stop() {
    return utf8(
        "{\"event\":\"stop\",\"sequenceNumber\":\""
            + ++sequence
            + "\",\"streamSid\":\""
            + streamSid
            + "\",\"stop\":{\"accountSid\":\""
            + accountSid
            + "\",\"callSid\":\""
            + callSid
            + "\"}}");
  }

  private static void write(ByteArrayOutputStream out, String ascii) {
    out.writeBytes(ascii.getBytes(ISO_8859_1));
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
