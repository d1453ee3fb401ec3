// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.topic.InboundAudio.Echo;
import dev.trunkline.gateway.echo.EchoMeter;
import dev.trunkline.gateway.outage.OutageAnnouncer;
import java.util.function.LongSupplier;

/** An open stream of a call; its socket reports here, on the socket's thread. */
public final class CallStream {
  private final Call call;
  private final Call.Stream stream;
  private final CallTeardown teardown;
  private final OutageAnnouncer announcer;
  private final CallMetrics metrics;
  private final LongSupplier nanoTime;
  private final EchoMeter echoMeter;

  CallStream(
      Call call,
      Call.Stream stream,
      CallTeardown teardown,
      OutageAnnouncer announcer,
      LongSupplier nanoTime,
      CallMetrics metrics) {
    this.call = call;
    this.stream = stream;
    this.teardown = teardown;
    this.announcer = announcer;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.echoMeter = new EchoMeter(call.playout().loudness());
  }

  /** Accepts a frame of caller audio, which must not be modified afterwards. */
  public void onAudio(byte[] ulaw) {
    if (announcer.outage() != null) {
      announcer.onCallerAudio(call.silence(), ulaw);
    }
    long endedAt = stream.inbound().arrived(ulaw.length, nanoTime.getAsLong());
    Echo echo = echoMeter.frame(ulaw, endedAt);
    if (stream.inbound().frame(ulaw, call.playout().isAudible(), echo)) {
      metrics.frameReceived();
    }
  }

  /** The caller pressed a key. */
  public void onDtmf(String digit) {
    call.onDtmf(stream, digit);
  }

  /** Twilio returned a mark; false if it is not one we wait for. */
  public boolean onMark(String mark) {
    return call.playout().markReturned(mark);
  }

  /** Twilio sent {@code stop}: the call is over, or was redirected and comes back. */
  public void onStop() {
    teardown.onStop(call, stream);
  }

  /** The socket closed or broke. Does nothing if the stream had ended before. */
  public void onSocketLost(String reason) {
    if (call.onStreamLost(stream, reason)) {
      teardown.awaitReturn(call, stream, reason);
    }
  }
}
