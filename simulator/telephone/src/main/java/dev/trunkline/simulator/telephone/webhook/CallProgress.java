// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A call's status callback: which events are sent, and their fields. */
public final class CallProgress {
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final URI url;
  private final Set<CallStatus> wanted;
  private final Callbacks callbacks;
  private final AtomicInteger sequence = new AtomicInteger();

  /**
   * Sends to {@code url}.
   *
   * @param wanted the states that are sent; every final state is sent if {@code COMPLETED} is among
   *     them
   */
  public CallProgress(URI url, Set<CallStatus> wanted, Callbacks callbacks) {
    this.url = url;
    this.wanted = wanted;
    this.callbacks = callbacks;
  }

  /** The call has come to {@code status}; {@code seconds} is how long it was answered. */
  public void reached(CallIdentity call, CallStatus status, Instant at, long seconds) {
    if (!wanted.contains(status.isFinal() ? CallStatus.COMPLETED : status)) {
      return;
    }
    Map<String, String> extra = new HashMap<>();
    extra.put("CallbackSource", "call-progress-events");
    extra.put("SequenceNumber", String.valueOf(sequence.getAndIncrement()));
    extra.put("Timestamp", rfc2822(at));
    if (status.isFinal()) {
      extra.put("CallDuration", String.valueOf(seconds));
      extra.put("Duration", String.valueOf((seconds + 59) / 60));
      extra.put("SipResponseCode", sipCode(status));
    }
    callbacks.send(url, HttpMethod.POST, call.fields(status).with(extra));
  }

  /** Twilio's way of writing a time, e.g. {@code Fri, 02 Jan 2026 03:04:05 +0000}. */
  public static String rfc2822(Instant at) {
    return RFC_2822.format(at);
  }

  private static String sipCode(CallStatus status) {
    return switch (status) {
      case BUSY -> "486";
      case NO_ANSWER, CANCELED -> "487";
      case FAILED -> "404";
      case QUEUED, INITIATED, RINGING, IN_PROGRESS, COMPLETED -> "200";
    };
  }
}
