// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.OutboundAudio;

/**
 * Takes what comes in on the gateway's own topic, on one thread. What is for no call here is
 * counted.
 */
public interface Arrivals {

  /**
   * Speech for a caller.
   *
   * @param writtenAtMs wall clock of its writer
   */
  void audio(OutboundAudio chunk, long writtenAtMs);

  void command(GatewayCommand command);
}
