// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class ProviderHttpTest {
  private static final int MORE_THAN_OKHTTP_ALLOWS = 80;

  @Test
  void runsMoreRequestsThanOkHttpAllowsByDefault() throws Exception {
    var arrived = new CountDownLatch(MORE_THAN_OKHTTP_ALLOWS);
    OkHttpClient client = ProviderHttp.builder("test", Duration.ofSeconds(5)).build();
    try (var server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
              arrived.countDown();
              boolean all = arrived.await(10, TimeUnit.SECONDS);
              return new MockResponse.Builder().code(all ? 200 : 504).build();
            }
          });
      server.start();
      var answers = new ArrayList<CompletableFuture<Thread>>();
      for (int i = 0; i < MORE_THAN_OKHTTP_ALLOWS; i++) {
        answers.add(answer(client, server));
      }
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      for (CompletableFuture<Thread> answer : answers) {
        assertThat(answer.get(10, TimeUnit.SECONDS)).isNotNull();
      }
    } finally {
      ProviderHttp.close(client);
    }
  }

  @Test
  void answersOnNamedVirtualThreads() throws Exception {
    OkHttpClient client = ProviderHttp.builder("test", Duration.ofSeconds(5)).build();
    try (var server = new MockWebServer()) {
      server.enqueue(new MockResponse.Builder().build());
      server.start();
      Thread thread = answer(client, server).get(10, TimeUnit.SECONDS);
      assertThat(thread.isVirtual()).isTrue();
    } finally {
      ProviderHttp.close(client);
    }
    assertThat(client.dispatcher().executorService().isShutdown()).isTrue();
  }

  /** Sends a request; the thread that received its answer. */
  private static CompletableFuture<Thread> answer(OkHttpClient client, MockWebServer server) {
    var thread = new CompletableFuture<Thread>();
    client
        .newCall(new Request.Builder().url(server.url("/")).build())
        .enqueue(
            new Callback() {
              @Override
              public void onResponse(Call call, Response response) {
                response.close();
                thread.complete(Thread.currentThread());
              }

              @Override
              public void onFailure(Call call, IOException e) {
                thread.completeExceptionally(e);
              }
            });
    return thread;
  }
}
