// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import dev.trunkline.gateway.call.CallControl;
import dev.trunkline.gateway.twilio.rest.TwilioRestClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Changes live calls through Twilio's REST API. */
public final class TwilioCallControl implements CallControl {
  private final TwilioRestClient rest;
  private final TwilioVoice voice;
  private final InstantSource clock;

  public TwilioCallControl(TwilioRestClient rest, TwilioVoice voice, InstantSource clock) {
    this.rest = rest;
    this.voice = voice;
    this.clock = clock;
  }

  @Override
  public boolean end(String callSid) {
    return rest.end(callSid);
  }

  @Override
  public boolean transfer(
      String callSid, String number, Optional<String> callerId, Duration ring, String webhook) {
    return rest.redirect(
        callSid, Twiml.dial(number, callerId, ring.toSeconds(), continuation(webhook)));
  }

  @Override
  public boolean sendDigits(String callSid, String digits, String webhook) {
    return rest.redirect(callSid, Twiml.play(digits, continuation(webhook)));
  }

  @Override
  public boolean sayAndHangUp(String callSid, String text) {
    return rest.redirect(callSid, Twiml.sayAndHangUp(text, voice));
  }

  /** Where the call continues afterwards, as after a broken stream. */
  private String continuation(String webhook) {
    return new Continuation(1, clock.millis()).url(webhook);
  }
}
