// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.GatewayCommand.SendDtmf;
import dev.trunkline.events.GatewayCommand.Transfer;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls away for a while: to somebody else, or to press keys. Asks Twilio on threads of its
 * own; what may block does not keep other commands waiting. Thread-safe.
 */
final class Redirects {
  private static final Logger log = LoggerFactory.getLogger(Redirects.class);

  /** How long Twilio may take to press a key. */
  private static final Duration KEY = Duration.ofMillis(600);

  /** How much longer than asked for Twilio may take until a call is back. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private final CallRedirector redirector;

  Redirects(CallRedirector redirector) {
    this.redirector = redirector;
  }

  void transfer(Call call, Transfer to) {
    var ring = Duration.ofSeconds(to.ringSeconds());
    redirect(
        call,
        to.afterTurn(),
        ring,
        webhook -> redirector.transfer(call.callSid(), to.number(), ring, webhook));
  }

  void press(Call call, SendDtmf keys) {
    redirect(
        call,
        keys.afterTurn(),
        KEY.multipliedBy(keys.digits().length()),
        webhook -> redirector.sendDigits(call.callSid(), keys.digits(), webhook));
  }

  private static void redirect(Call call, int afterTurn, Duration takes, Predicate<String> ask) {
    String webhook = call.redirecting(afterTurn, takes.plus(MARGIN));
    if (webhook != null) {
      Thread.ofVirtual()
          .name("redirect-" + call.callSid())
          .start(() -> {
            if (!ask.test(webhook)) {
              log.atError()
                  .addKeyValue("call", call.callSid())
                  .log(
                      "the call could not be redirected; are TWILIO_ACCOUNT_SID and its token"
                          + " set?");
              call.redirectFailed("Twilio could not be made to redirect the call");
            }
          });
    }
  }
}
