// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.media;

import dev.trunkline.gateway.call.InboundStream;
import dev.trunkline.gateway.call.StreamLine;
import java.util.Base64;

/**
 * Messages to Twilio, with exactly the keys that it allows: others are a reason for its warning
 * 31951. {@code streamSid} and mark names are plain ASCII, so nothing needs escaping.
 */
final class TwilioLine implements StreamLine {
  private final Wire wire;
  private final String streamSid;
  private final InboundStream inbound;
  private final String media;
  private final String mark;
  private final String clear;

  TwilioLine(Wire wire, String streamSid, InboundStream inbound) {
    this.wire = wire;
    this.streamSid = streamSid;
    this.inbound = inbound;
    String stream = "\",\"streamSid\":\"" + streamSid + "\"";
    this.media = "{\"event\":\"media" + stream + ",\"media\":{\"payload\":\"";
    this.mark = "{\"event\":\"mark" + stream + ",\"mark\":{\"name\":\"";
    this.clear = "{\"event\":\"clear" + stream + "}";
  }

  @Override
  public String streamSid() {
    return streamSid;
  }

  @Override
  public long mediaMs() {
    return inbound.mediaMs();
  }

  @Override
  public void sendAudio(byte[] ulaw) {
    wire.send(media + Base64.getEncoder().encodeToString(ulaw) + "\"}}");
  }

  @Override
  public void sendMark(String name) {
    wire.send(mark + name + "\"}}");
  }

  @Override
  public void sendClear() {
    wire.send(clear);
  }

  @Override
  public void close(int code, String reason) {
    wire.close(code, reason);
  }
}
