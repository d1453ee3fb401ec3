// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.HealthServer;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The routes for operators: {@code /health}, {@code /health/live}, {@code /metrics}. */
record HealthRoutes(Supplier<Health> health, PrometheusMeterRegistry meters) {
  void addTo(JavalinConfig config) {
    config.routes.get("/health", http -> answer(http, Health::ready));
    config.routes.get("/health/live", http -> answer(http, Health::live));
    config.routes.get(
        "/metrics",
        http ->
            http.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape()));
  }

  private void answer(Context http, Predicate<Health> good) {
    Health now = health.get();
    http.status(good.test(now) ? 200 : 503)
        .contentType("application/json")
        .result(HealthServer.json(now));
  }
}
