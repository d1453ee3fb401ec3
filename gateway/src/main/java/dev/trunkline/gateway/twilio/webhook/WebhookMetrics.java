// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import dev.trunkline.runtime.telemetry.EnumCounters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Counts the answers given to Twilio. Thread-safe. */
public final class WebhookMetrics {
  private final EnumCounters<WebhookAnswer> answers;

  public WebhookMetrics(MeterRegistry registry) {
    answers =
        new EnumCounters<>(
            registry, "trunkline.gateway.webhooks", Tags.empty(), "answer", WebhookAnswer.class);
  }

  void answered(WebhookAnswer answer) {
    answers.count(answer);
  }
}
