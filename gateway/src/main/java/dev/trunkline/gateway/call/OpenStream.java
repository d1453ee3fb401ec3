// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.gateway.cover.GapCover;
import dev.trunkline.gateway.metrics.GatewayMeters;

/** A stream of a call in hand. */
final class OpenStream implements CallStream {
  private final Call call;
  private final Call.Stream stream;
  private final Departures departures;
  private final GapCover cover;
  private final GatewayMeters meters;

  OpenStream(
      Call call, Call.Stream stream, Departures departures, GapCover cover, GatewayMeters meters) {
    this.call = call;
    this.stream = stream;
    this.departures = departures;
    this.cover = cover;
    this.meters = meters;
  }

  @Override
  public void frame(byte[] ulaw) {
    if (cover.outage() != null) {
      cover.heard(call.gap(), ulaw);
    }
    if (stream.inbound().frame(ulaw, call.playout().isAudible())) {
      meters.frameIn();
    }
  }

  @Override
  public void pressed(String digit) {
    call.pressed(stream, digit);
  }

  @Override
  public boolean markReturned(String mark) {
    return call.playout().markReturned(mark);
  }

  @Override
  public void stopped() {
    departures.stopped(call, stream);
  }

  @Override
  public void lost(String reason) {
    if (call.lost(stream, reason)) {
      departures.awaitReturn(call, stream, reason);
    }
  }
}
