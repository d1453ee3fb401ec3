// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.providers.Endpoint;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.stt.provider.ScribeClient;
import dev.trunkline.stt.provider.ScribeError.Remedy;
import dev.trunkline.stt.provider.ScribeEvent;
import dev.trunkline.stt.provider.ScribeSocket;
import org.jspecify.annotations.Nullable;

/**
 * A stream's line to the real Scribe: to the first provider, and to the second where the first
 * fails or is not worth asking. Under the stream's lock.
 */
final class ScribeLine implements Line {
  /** Told what happens on a connection, on that connection's thread. */
  interface Listener {
    void on(int connection, ScribeEvent event);
  }

  private static final ScribeEvent NOT_ASKED =
      new ScribeEvent.Broken(FailureCategory.UNAVAILABLE, "not asked: it has failed too often", 0);

  private final Endpoints<ScribeClient> endpoints;
  private final SttMeters meters;
  private final Listener listener;
  private @Nullable Endpoint<ScribeClient> endpoint;
  private @Nullable ScribeSocket socket;
  private @Nullable String language;
  private boolean asked;
  private boolean live;
  private int preferred;
  private int hopeless;
  private int failures;

  ScribeLine(Endpoints<ScribeClient> endpoints, SttMeters meters, Listener listener) {
    this.endpoints = endpoints;
    this.meters = meters;
    this.listener = listener;
  }

  /** What the caller speaks, from the next connection on; null to detect it. */
  void expect(@Nullable String code) {
    language = code;
  }

  @Override
  public void open(int connection) {
    drop();
    Endpoint<ScribeClient> next = endpoints.admitting(preferred).orElse(null);
    endpoint = next;
    asked = next != null;
    if (next == null) {
      Thread.startVirtualThread(() -> listener.on(connection, NOT_ASKED));
      return;
    }
    next.meters().called();
    socket = next.client().open(language, event -> listener.on(connection, event));
  }

  @Override
  public void send(byte[] ulaw) {
    if (socket != null) {
      socket.send(ulaw);
      meters.sent(ulaw.length / MuLaw.PER_MS);
    }
  }

  @Override
  public void commit() {
    if (socket != null && endpoint != null) {
      endpoint.meters().called();
      socket.commit();
    }
  }

  @Override
  public long queuedBytes() {
    return socket == null ? 0 : socket.queuedBytes();
  }

  @Override
  public void live() {
    live = true;
    if (endpoint != null) {
      endpoint.breaker().succeeded();
    }
  }

  @Override
  public void answered() {
    preferred = 0;
    hopeless = 0;
    failures = 0;
    if (endpoint != null) {
      endpoint.answered();
    }
  }

  @Override
  public void refused(Failure failure) {
    if (endpoint != null) {
      endpoint.meters().failed(failure.category());
    }
  }

  @Override
  public Failure failed(Failure failure) {
    Endpoint<ScribeClient> failed = endpoint;
    if (failed == null) {
      return asked ? failure : failure.with(Remedy.ASK_LATER);
    }
    return switch (failure.remedy()) {
      case STOP, BACK_OFF -> {
        endpoint = null; // It has been said what came of it.
        failed.failed(failure.category());
        yield elsewhere(failed.number(), failure);
      }
      // These say nothing about the provider.
      case COMMIT_AGAIN, WAIT_FOR_SPEECH, RECONNECT_AT_ONCE, ASK_LATER, SLOW_DOWN -> {
        failed.meters().failed(failure.category());
        yield failure;
      }
    };
  }

  private Failure elsewhere(int number, Failure failure) {
    int other = (number + 1) % endpoints.size();
    if (failure.remedy() == Remedy.STOP) {
      hopeless |= 1 << number;
    }
    boolean hope = other != number && (hopeless & 1 << other) == 0;
    if (!hope) {
      return failure;
    }
    preferred = other;
    return failure.with(++failures == 1 ? Remedy.RECONNECT_AT_ONCE : Remedy.BACK_OFF);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
      part();
    }
  }

  @Override
  public void drop() {
    if (socket != null) {
      socket.drop();
      part();
    }
  }

  private void part() {
    if (endpoint != null && !live) {
      endpoint.breaker().unknown();
    }
    socket = null;
    endpoint = null;
    live = false;
  }
}
