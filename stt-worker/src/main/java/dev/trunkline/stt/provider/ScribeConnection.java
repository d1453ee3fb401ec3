// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.providers.Endpoint;
import dev.trunkline.providers.Endpoints;
import org.jspecify.annotations.Nullable;

/**
 * A stream's connection to one of the Scribe endpoints, one at a time, with the circuit breaker and
 * the metrics of that endpoint. Nothing here blocks, and what is sent without a connection is
 * dropped. Under the stream's lock.
 */
public final class ScribeConnection {
  /** Receives the events of a connection, on that connection's thread. */
  public interface Listener {
    void on(int connection, ScribeEvent event);
  }

  /** No circuit breaker admits a request. */
  public static final int NO_ENDPOINT = -1;

  private final Endpoints<ScribeClient> endpoints;
  private final Listener listener;
  private @Nullable Endpoint<ScribeClient> endpoint;
  private @Nullable ScribeSocket socket;
  private SessionOptions options;
  private boolean sessionStarted;

  public ScribeConnection(
      Endpoints<ScribeClient> endpoints, SessionOptions options, Listener listener) {
    this.endpoints = endpoints;
    this.options = options;
    this.listener = listener;
  }

  /** Sets what the assistant wants, from the next connection on. */
  public void setOptions(SessionOptions wanted) {
    options = wanted;
  }

  /**
   * Starts to open a connection; its events come with {@code number}. Returns the endpoint, or
   * {@link #NO_ENDPOINT}.
   */
  public int open(int number, int preferredEndpoint) {
    drop();
    Endpoint<ScribeClient> next = endpoints.admitting(preferredEndpoint).orElse(null);
    endpoint = next;
    if (next == null) {
      return NO_ENDPOINT;
    }
    next.meters().called();
    socket = next.client().open(options, event -> listener.on(number, event));
    return next.number();
  }

  /** Sends µ-law, 8 kHz. */
  public void send(byte[] ulaw) {
    if (socket != null) {
      socket.send(ulaw);
    }
  }

  /** Ends the segment after the audio sent so far. */
  public void commit() {
    if (socket != null && endpoint != null) {
      endpoint.meters().called();
      socket.commit();
    }
  }

  /** Bytes that wait to be written. */
  public long sendQueueBytes() {
    return socket == null ? 0 : socket.queuedBytes();
  }

  /** Scribe started a session. */
  public void countSession() {
    sessionStarted = true;
    if (endpoint != null) {
      endpoint.breaker().succeeded();
    }
  }

  /** Scribe transcribed a segment. */
  public void countAnswer() {
    if (endpoint != null) {
      endpoint.answered();
    }
  }

  /**
   * Scribe failed.
   *
   * @param unavailable true if the circuit breaker must count it; the connection is then over
   */
  public void countFailure(FailureCategory category, boolean unavailable) {
    if (endpoint == null) {
      return;
    }
    if (unavailable) {
      endpoint.failed(category);
      endpoint = null; // The breaker has its result; dropping the socket must not report another.
    } else {
      endpoint.meters().failed(category);
    }
  }

  /** Closes after what is queued was sent. */
  public void close() {
    if (socket != null) {
      socket.close();
      release();
    }
  }

  /** Cuts the connection. */
  public void drop() {
    if (socket != null) {
      socket.drop();
      release();
    }
  }

  private void release() {
    if (endpoint != null && !sessionStarted) {
      endpoint.breaker().unknown();
    }
    socket = null;
    endpoint = null;
    sessionStarted = false;
  }
}
