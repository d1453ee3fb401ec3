// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.providers.http.ProviderHttp;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Opens sockets to Scribe. Every socket is read on a virtual thread of its own; writes share
 * OkHttp's few threads. Thread-safe.
 */
public final class ScribeClient implements AutoCloseable {
  /** Detects a dead connection while no answer is due; timeouts do so otherwise. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  private final ScribeSettings settings;
  private final OkHttpClient http;

  public ScribeClient(ScribeSettings settings) {
    this.settings = settings;
    this.http =
        ProviderHttp.builder("scribe", settings.connectTimeout())
            .readTimeout(settings.connectTimeout())
            .writeTimeout(settings.connectTimeout())
            .pingInterval(PING_INTERVAL)
            .followRedirects(false)
            .build();
  }

  /**
   * Starts to open a socket and returns immediately. {@code events} is called on the socket's own
   * thread, one event at a time, and not after {@link ScribeEvent.Closed} or {@link
   * ScribeEvent.Broken}.
   */
  public ScribeSocket open(SessionOptions options, Consumer<ScribeEvent> events) {
    Request request =
        new Request.Builder()
            .url(url(settings, options))
            .header("xi-api-key", settings.apiKey())
            .build();
    return new ScribeSocket(http, request, settings.format(), events);
  }

  /** Cuts open sockets. */
  @Override
  public void close() {
    ProviderHttp.close(http);
  }

  private static HttpUrl url(ScribeSettings settings, SessionOptions options) {
    String base = settings.baseUrl().toString().replaceFirst("^ws", "http");
    HttpUrl.Builder url =
        HttpUrl.get(base)
            .newBuilder()
            .addPathSegments("v1/speech-to-text/realtime")
            .addQueryParameter("model_id", settings.model())
            .addQueryParameter("audio_format", settings.format().wireName())
            .addQueryParameter("commit_strategy", settings.manualCommit() ? "manual" : "vad");
    if (!settings.manualCommit()) {
      url.addQueryParameter("vad_silence_threshold_secs", seconds(settings.silenceMs()));
    }
    options.addTo(url);
    return url.build();
  }

  private static String seconds(int ms) {
    return BigDecimal.valueOf(ms, 3).stripTrailingZeros().toPlainString();
  }
}
