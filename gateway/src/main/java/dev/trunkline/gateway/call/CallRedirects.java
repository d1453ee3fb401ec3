// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.events.GatewayCommand.SendDtmf;
import dev.trunkline.events.GatewayCommand.Transfer;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redirects calls at Twilio for a while: to another number, or to press keys. Calls Twilio on
 * threads of its own, so a slow request delays no other command. Thread-safe.
 */
final class CallRedirects {
  private static final Logger log = LoggerFactory.getLogger(CallRedirects.class);

  /** How long Twilio may take to press a key. */
  private static final Duration KEY = Duration.ofMillis(600);

  /** Added to the expected duration before a redirected call counts as gone. */
  private static final Duration RETURN_MARGIN = Duration.ofSeconds(20);

  private final CallControl control;
  private final AllowedRedirects allowed;
  private final CallMetrics metrics;

  CallRedirects(CallControl control, AllowedRedirects allowed, CallMetrics metrics) {
    this.control = control;
    this.allowed = allowed;
    this.metrics = metrics;
  }

  void transfer(Call call, Transfer to) {
    if (!allowed.allows(to, call.to())) {
      refuse(call);
      return;
    }
    var ring = Duration.ofSeconds(to.ringSeconds());
    redirect(
        call,
        to.afterTurn(),
        ring,
        webhook -> control.transfer(call.callSid(), to.number(), call.callerId(), ring, webhook));
  }

  void sendDtmf(Call call, SendDtmf keys) {
    if (!allowed.allows(keys)) {
      refuse(call);
      return;
    }
    redirect(
        call,
        keys.afterTurn(),
        KEY.multipliedBy(keys.digits().length()),
        webhook -> control.sendDigits(call.callSid(), keys.digits(), webhook));
  }

  /** The number is not logged: the sender is not known. */
  private void refuse(Call call) {
    metrics.redirectRefused();
    log.atError()
        .addKeyValue("call", call.callSid())
        .log(
            "redirect refused; its number is no destination of the call's assistant, or its keys"
                + " do not exist; caller stays with the assistant");
    call.redirectRefused("the gateway's assistants file does not have it");
  }

  private static void redirect(
      Call call, int afterTurn, Duration duration, Predicate<String> request) {
    String webhook = call.beginRedirect(afterTurn, duration.plus(RETURN_MARGIN));
    if (webhook != null) {
      Thread.ofVirtual()
          .name("redirect-" + call.callSid())
          .start(() -> {
            if (!request.test(webhook)) {
              log.atError()
                  .addKeyValue("call", call.callSid())
                  .log(
                      "cannot redirect call; caller stays with the assistant; check"
                          + " TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN");
              call.redirectFailed("Twilio did not redirect the call");
            }
          });
    }
  }
}
