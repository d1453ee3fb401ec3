// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.debugger.DebuggerCode;
import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The status callbacks of one call, sent beside it by a virtual thread of their own. A gateway that
 * takes them too slowly loses the newest. Their answers control nothing; a bad one is a warning.
 */
public final class Callbacks implements AutoCloseable {
  private static final int CAPACITY = 256;

  /** Sent by {@link #close} to end the thread. */
  private static final Callback END =
      new Callback(URI.create("end:all"), HttpMethod.GET, Form.empty());

  private record Callback(URI url, HttpMethod method, Form form) {}

  private final WebhookClient client;
  private final WebhookSettings.Delivery delivery;
  private final Debugger debugger;
  private final ArrayBlockingQueue<Callback> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread;
  private @Nullable Callback held;

  /** Starts the thread. */
  public Callbacks(
      String callSid, WebhookClient client, WebhookSettings.Delivery delivery, Debugger debugger) {
    this.client = client;
    this.delivery = delivery;
    this.debugger = debugger;
    thread = Thread.ofVirtual().name("callbacks-" + callSid).start(this::run);
  }

  /** Sends {@code form} when its turn has come. */
  public void send(URI url, HttpMethod method, Form form) {
    if (!queue.offer(new Callback(url, method, form))) {
      debugger.warn(DebuggerCode.HTTP_RETRIEVAL, "too many status callbacks wait; one is dropped");
    }
  }

  /** Takes no more, and ends when all have been sent; see {@link #awaitSent}. */
  @Override
  public void close() {
    if (!queue.offer(END)) {
      thread.interrupt();
    }
  }

  /** Waits until all have been sent after {@link #close}. */
  public boolean awaitSent(long timeoutMs) throws InterruptedException {
    return thread.join(java.time.Duration.ofMillis(timeoutMs));
  }

  private void run() {
    try {
      for (Callback next = take(); !next.equals(END); next = take()) {
        deliver(next);
      }
      if (held != null) {
        post(held);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Callback take() throws InterruptedException {
    Callback next = null;
    while (next == null) {
      next = queue.poll(1, TimeUnit.MINUTES);
    }
    return next;
  }

  private void deliver(Callback callback) {
    switch (delivery) {
      case IN_ORDER -> post(callback);
      case DUPLICATED -> {
        post(callback);
        post(callback);
      }
      case OUT_OF_ORDER -> {
        if (held == null) {
          held = callback;
        } else {
          post(callback);
          post(held);
          held = null;
        }
      }
    }
  }

  private void post(Callback callback) {
    WebhookAnswer answer = client.request(callback.url(), callback.method(), callback.form());
    switch (answer) {
      case WebhookAnswer.Answered answered -> {
        if (answered.status() != 204 && !isEmptyTwiml(answered)) {
          debugger.warn(
              DebuggerCode.CONTENT_TYPE, "a status callback was not answered with 204 or TwiML");
        }
      }
      case WebhookAnswer.Failed failed ->
          debugger.warn(failed.code(), "status callback: " + failed.detail());
    }
  }

  private static boolean isEmptyTwiml(WebhookAnswer.Answered answered) {
    return answered.contentType().equals("text/xml") && answered.body().contains("<Response");
  }
}
