// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.gateway.admission.AdmissionRejection;
import dev.trunkline.gateway.admission.Overload;
import dev.trunkline.gateway.call.CallMetrics;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.twilio.media.MediaMetrics;
import dev.trunkline.gateway.twilio.webhook.WebhookMetrics;
import dev.trunkline.runtime.telemetry.EnumCounters;
import dev.trunkline.runtime.telemetry.Gauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** All metrics of the gateway; every counter exists from the start. Thread-safe. */
final class GatewayMetrics {
  private static final String PREFIX = "trunkline.gateway.";

  private final MeterRegistry registry;
  private final CallMetrics calls;
  private final MediaMetrics media;
  private final WebhookMetrics webhooks;
  private final EnumCounters<AdmissionRejection> rejections;

  GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    calls = new CallMetrics(registry);
    media = new MediaMetrics(registry);
    webhooks = new WebhookMetrics(registry);
    rejections =
        new EnumCounters<>(
            registry, PREFIX + "calls.refused", Tags.empty(), "reason", AdmissionRejection.class);
  }

  CallMetrics calls() {
    return calls;
  }

  MediaMetrics media() {
    return media;
  }

  WebhookMetrics webhooks() {
    return webhooks;
  }

  /** A new call was not admitted. */
  void rejected(AdmissionRejection reason) {
    rejections.count(reason);
  }

  /** Registers the gauges of the calls held and of their limit. */
  void show(Calls held, int maxCalls) {
    Gauges.registerCalls(registry, "gateway", held::sessions);
    Gauges.register(registry, PREFIX + "calls.limit", Tags.empty(), () -> maxCalls);
    Gauges.register(
        registry, PREFIX + "playback.queued.seconds", Tags.empty(), held::queuedSeconds);
  }

  /** Registers the gauges of the load. */
  void show(Overload overload) {
    Gauges.register(registry, PREFIX + "cpu.load", Tags.empty(), overload::cpuLoad);
    Gauges.register(registry, PREFIX + "playback.lag.seconds", Tags.empty(), overload::lagSeconds);
  }
}
