// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import dev.trunkline.gateway.call.InboundStream;
import dev.trunkline.gateway.http.WebSocketSender;
import dev.trunkline.gateway.playout.OutboundStream;
import java.util.Base64;

/**
 * Formats messages to Twilio with exactly the keys that it allows; any other key causes its warning
 * 31951. {@code streamSid} and mark names are plain ASCII, so nothing needs escaping.
 */
final class TwilioOutboundStream implements OutboundStream {
  private final WebSocketSender socket;
  private final String streamSid;
  private final InboundStream inbound;
  private final String media;
  private final String mark;
  private final String clear;

  TwilioOutboundStream(WebSocketSender socket, String streamSid, InboundStream inbound) {
    this.socket = socket;
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
  public long mediaMsAt(long nanoTime) {
    return inbound.mediaMsAt(nanoTime);
  }

  @Override
  public void sendAudio(byte[] ulaw) {
    socket.send(media + Base64.getEncoder().encodeToString(ulaw) + "\"}}");
  }

  @Override
  public void sendMark(String name) {
    socket.send(mark + name + "\"}}");
  }

  @Override
  public void sendClear() {
    socket.send(clear);
  }

  @Override
  public void close(int code, String reason) {
    socket.close(code, reason);
  }
}
