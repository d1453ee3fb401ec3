// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The OkHttp clients of all providers are set up here. */
public final class ProviderHttp {
  private ProviderHttp() {}

  /**
   * A client without a limit of concurrent requests (OkHttp's own is 64, open WebSockets included:
   * the 65th call would wait), with {@link NoDelaySockets}, and with a virtual thread named {@code
   * threadName-N} for each request. Close it with {@link #close}.
   *
   * @param connectTimeout for the TCP and the TLS handshake each; reads and writes have OkHttp's
   *     default of 10 seconds unless the caller sets another
   */
  public static OkHttpClient.Builder builder(String threadName, Duration connectTimeout) {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(threadName + "-", 0).factory());
    var dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return new OkHttpClient.Builder()
        .socketFactory(new NoDelaySockets())
        .dispatcher(dispatcher)
        .connectTimeout(connectTimeout);
  }

  /** Cancels the requests in progress, lets their threads end, closes idle connections. */
  public static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
