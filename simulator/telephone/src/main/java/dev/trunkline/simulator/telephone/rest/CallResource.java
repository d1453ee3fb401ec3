// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.rest;

import dev.trunkline.simulator.telephone.CallSummary;
import dev.trunkline.simulator.telephone.webhook.CallIdentity;
import dev.trunkline.simulator.telephone.webhook.CallProgress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call as Twilio's API shows it: numbers are strings, and much is null. */
final class CallResource {
  private CallResource() {}

  static Map<String, @Nullable Object> of(CallSummary call) {
    CallIdentity identity = call.identity();
    String uri = "/2010-04-01/Accounts/" + identity.accountSid() + "/Calls/" + identity.callSid();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("sid", identity.callSid());
    fields.put("account_sid", identity.accountSid());
    fields.put("parent_call_sid", null);
    fields.put("to", identity.to());
    fields.put("to_formatted", identity.to());
    fields.put("from", identity.from());
    fields.put("from_formatted", identity.from());
    fields.put("phone_number_sid", null);
    fields.put("status", call.status().word());
    fields.put("direction", identity.direction());
    fields.put("answered_by", null);
    fields.put("start_time", time(call.answeredAt()));
    fields.put("end_time", time(call.endedAt()));
    fields.put("duration", call.endedAt().map(at -> String.valueOf(call.seconds())).orElse(null));
    fields.put("price", null);
    fields.put("price_unit", "USD");
    fields.put("queue_time", "0");
    fields.put("caller_name", null);
    fields.put("forwarded_from", null);
    fields.put("group_sid", null);
    fields.put("trunk_sid", null);
    fields.put("api_version", "2010-04-01");
    fields.put("date_created", CallProgress.rfc2822(call.created()));
    fields.put("date_updated", CallProgress.rfc2822(call.endedAt().orElse(call.created())));
    fields.put("uri", uri + ".json");
    fields.put("subresource_uris", subresources(uri));
    return fields;
  }

  private static Map<String, String> subresources(String uri) {
    Map<String, String> uris = new LinkedHashMap<>();
    uris.put("notifications", uri + "/Notifications.json");
    uris.put("recordings", uri + "/Recordings.json");
    uris.put("payments", uri + "/Payments.json");
    uris.put("events", uri + "/Events.json");
    uris.put("siprec", uri + "/Siprec.json");
    uris.put("streams", uri + "/Streams.json");
    uris.put("transcriptions", uri + "/Transcriptions.json");
    return uris;
  }

  private static @Nullable String time(Optional<Instant> at) {
    return at.map(CallProgress::rfc2822).orElse(null);
  }
}
