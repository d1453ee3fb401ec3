// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import dev.trunkline.providers.Endpoint;
import dev.trunkline.tts.core.SpeechAction;
import dev.trunkline.tts.core.VoiceFailure;
import dev.trunkline.tts.core.VoiceMessage;
import dev.trunkline.tts.core.VoiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * A call's socket at one provider. Reports to the provider's circuit breaker and metrics whether
 * the socket opened, whether text became audio, and how either failed. Used by the socket's thread
 * and, under the call's lock, by the threads that handle the call.
 */
public final class VoiceConnection implements VoiceSocket.Listener {
  private final Endpoint<VoiceProvider> endpoint;
  private final VoiceSocket.Listener listener;
  private final VoiceSocket socket;
  private volatile boolean opened;

  /** The outcome of connecting was reported, or is of no interest. */
  private volatile boolean settled;

  /** Starts to connect to an endpoint whose circuit breaker admitted this request. */
  public VoiceConnection(
      Endpoint<VoiceProvider> endpoint, @Nullable String assistant, VoiceSocket.Listener listener) {
    this.endpoint = endpoint;
    this.listener = listener;
    endpoint.meters().called();
    socket = endpoint.client().connect(assistant, this);
  }

  /** Sends without blocking. */
  public void send(VoiceRequest request) {
    if (request instanceof VoiceRequest.SpeakText) {
      endpoint.meters().called();
    }
    socket.send(request);
  }

  /** Closes the socket with a handshake. */
  public void close() {
    settle();
    endpoint.client().sockets().close(socket);
  }

  /** Cuts the socket. */
  public void abort() {
    settle();
    socket.abort();
  }

  /** Passes on what {@code report} says about this provider. */
  public void count(SpeechAction.Report report) {
    if (report instanceof SpeechAction.ProviderFailed failed && opened) {
      endpoint.failed(failed.failure().category());
    } else if (report instanceof SpeechAction.FirstAudioReceived) {
      endpoint.answered();
    }
  }

  @Override
  public void opened() {
    opened = true;
    endpoint.breaker().succeeded();
    listener.opened();
  }

  @Override
  public void received(VoiceMessage message) {
    listener.received(message);
  }

  @Override
  public void lost(VoiceFailure failure) {
    if (!opened && !settled) {
      settled = true;
      endpoint.failed(failure.category());
    }
    listener.lost(failure);
  }

  private void settle() {
    if (!opened && !settled) {
      endpoint.breaker().unknown();
    }
    settled = true;
  }
}
