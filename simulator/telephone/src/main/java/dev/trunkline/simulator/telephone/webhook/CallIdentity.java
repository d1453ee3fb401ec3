// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import java.util.Map;

/**
 * What every request says about a call.
 *
 * @param direction {@code inbound} or {@code outbound-api}
 * @param extraFields further fields, or others in place of the usual ones
 */
public record CallIdentity(
    String accountSid,
    String callSid,
    String from,
    String to,
    String direction,
    Map<String, String> extraFields) {

  /** The fields of a request about the call, many of them empty, as in real requests. */
  public Form fields(CallStatus status) {
    Form form =
        Form.empty()
            .and("AccountSid", accountSid)
            .and("ApiVersion", "2010-04-01")
            .and("CallSid", callSid)
            .and("CallStatus", status.word());
    if (direction.equals("inbound")) {
      form = form.and("CallToken", "%7B%22parentCallInfoToken%22%3A%22" + callSid + "%22%7D");
    }
    form = place(form.and("Called", to), "Called", to);
    form = place(form.and("Caller", from), "Caller", from);
    form = place(form.and("Direction", direction).and("From", from), "From", from);
    if (direction.equals("inbound") && from.startsWith("+")) {
      form = form.and("StirVerstat", "TN-Validation-Passed-A");
    }
    return place(form.and("To", to), "To", to).with(extraFields);
  }

  /** Twilio knows the country of a number, and rarely more. */
  private static Form place(Form form, String prefix, String number) {
    return form.and(prefix + "City", "")
        .and(prefix + "Country", number.startsWith("+1") ? "US" : "")
        .and(prefix + "State", "")
        .and(prefix + "Zip", "");
  }
}
