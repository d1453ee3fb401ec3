// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import dev.trunkline.gateway.call.CallRedirector;
import dev.trunkline.gateway.rest.TwilioRest;
import java.time.Duration;
import java.time.InstantSource;

/** Gives Twilio other documents for a call, through its REST interface. */
public final class TwilioRedirector implements CallRedirector {
  private final TwilioRest rest;
  private final TwilioVoice voice;
  private final InstantSource clock;

  public TwilioRedirector(TwilioRest rest, TwilioVoice voice, InstantSource clock) {
    this.rest = rest;
    this.voice = voice;
    this.clock = clock;
  }

  @Override
  public boolean transfer(String callSid, String number, Duration ring, String webhook) {
    return rest.redirect(callSid, Twiml.dial(number, ring.toSeconds(), back(webhook)));
  }

  @Override
  public boolean sendDigits(String callSid, String digits, String webhook) {
    return rest.redirect(callSid, Twiml.play(digits, back(webhook)));
  }

  @Override
  public boolean sayAndHangUp(String callSid, String text) {
    return rest.redirect(callSid, Twiml.sayAndHangUp(text, voice));
  }

  /** Where the call comes back, as if its stream had broken. */
  private String back(String webhook) {
    return new Continuation(1, clock.millis()).url(webhook);
  }
}
