// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.gateway.admission.Admission;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.kafka.GatewayTopicSink;

/** Routes the records of the gateway's topic: reservations to the admission, the rest to calls. */
record GatewayTopicRouter(Calls calls, Admission admission) implements GatewayTopicSink {
  @Override
  public void audio(OutboundAudio chunk, long writtenAtMs) {
    calls.audio(chunk, writtenAtMs);
  }

  @Override
  public void command(GatewayCommand command) {
    if (command instanceof GatewayCommand.ReleasePlace released) {
      admission.release(released.callSid());
    } else {
      calls.command(command);
    }
  }
}
