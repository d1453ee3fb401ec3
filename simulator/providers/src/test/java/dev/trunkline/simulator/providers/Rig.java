// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.providers.chat.assistant.CustomerService;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A started server with small engines, and a client beside it. */
final class Rig implements AutoCloseable {
  static final String KEY = "test-key";
  static final String VOICE = "21m00Tcm4TlvDq8ikWAM";
  private static final MediaType JSON = MediaType.get("application/json");

  final CountingRecognizer recognizer = new CountingRecognizer();
  final OkHttpClient http = new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(20)).build();
  final ProviderServer server;

  /** Settings as environment variables. */
  Rig(Map<String, String> settings) {
    server =
        new ProviderServer(
            ProviderSettings.from(
                Settings.of(
                        Map.of(
                            "SIM_PORT", "0",
                            "SIM_KEYS", KEY,
                            "SIM_TTS_PACE_FACTOR", "0",
                            "SIM_TTS_TEMPO_SPREAD", "0"))
                    .with(settings)),
            recognizer,
            new ToneSynthesizer(),
            new CustomerService(
                InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")), ZoneOffset.UTC),
            InstantSource.system(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** A socket that was let in. */
  Client socket(String path) {
    return new Client(http, new Request.Builder().url(url(path)).header("xi-api-key", KEY).build());
  }

  /** A socket without a key. */
  Client stranger(String path) {
    return new Client(http, new Request.Builder().url(url(path)).build());
  }

  Response post(String path, String json) throws IOException {
    return http.newCall(request(path).post(RequestBody.create(json, JSON)).build()).execute();
  }

  Response get(String path) throws IOException {
    return http.newCall(request(path).build()).execute();
  }

  /** Orders trouble; the order must be good. */
  void trouble(String provider, String json) throws IOException {
    try (Response response = put("/sim/faults/" + provider, json)) {
      if (response.code() != 200) {
        throw new AssertionError(response.body().string());
      }
    }
  }

  Response put(String path, String json) throws IOException {
    return http.newCall(request(path).put(RequestBody.create(json, JSON)).build()).execute();
  }

  Request.Builder request(String path) {
    return new Request.Builder()
        .url(url(path))
        .header("xi-api-key", KEY)
        .header("Authorization", "Bearer " + KEY);
  }

  /** The first journal entry of this kind. */
  Journal.Entry journal(String kind) throws InterruptedException {
    return server
        .journal()
        .await(entry -> entry.kind().equals(kind), Duration.ofSeconds(10))
        .orElseThrow(() -> new AssertionError("nothing was " + kind));
  }

  static ObjectNode json(Response response) throws IOException {
    return Json.parse(response.body().string()).orElseThrow();
  }

  @Override
  public void close() {
    server.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
