// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.kafka;

import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.OutboundAudio;

/** Receives the records of the gateway's own topic, in order, on the consumer's thread. */
public interface GatewayTopicSink {

  /**
   * Speech for a caller.
   *
   * @param writtenAtMs wall clock of its writer
   */
  void audio(OutboundAudio chunk, long writtenAtMs);

  void command(GatewayCommand command);
}
