// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.gateway.call.Arrivals;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.webhook.Admission;

/** What comes in on the gateway's topic: of places for the admission, all else for the calls. */
record Incoming(Calls calls, Admission admission) implements Arrivals {
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
