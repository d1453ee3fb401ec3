// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.providers.Endpoint;
import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.elevenlabs.VoiceMessage;
import dev.trunkline.tts.elevenlabs.VoiceRequest;
import dev.trunkline.tts.elevenlabs.VoiceSocket;
import dev.trunkline.tts.speech.SpeechAction;
import org.jspecify.annotations.Nullable;

/**
 * A call's socket to one provider, and what it tells about that provider: that it could be opened,
 * that texts became sound, or how that failed. Its state is the socket's thread's and the call's.
 */
final class Connection implements VoiceSocket.Listener {
  private final Endpoint<VoiceProvider> endpoint;
  private final VoiceSocket.Listener listener;
  private final VoiceSocket socket;
  private volatile boolean opened;
  private volatile boolean parted;

  /** Begins to connect to an endpoint that admitted us. */
  Connection(
      Endpoint<VoiceProvider> endpoint, @Nullable String assistant, VoiceSocket.Listener listener) {
    this.endpoint = endpoint;
    this.listener = listener;
    endpoint.meters().called();
    socket = endpoint.client().connect(assistant, this);
  }

  void send(VoiceRequest request) {
    if (request instanceof VoiceRequest.Say) {
      endpoint.meters().called();
    }
    socket.send(request);
  }

  void leave() {
    part();
    endpoint.client().sockets().leave(socket);
  }

  void abandon() {
    part();
    socket.cut();
  }

  private void part() {
    if (!opened && !parted) {
      endpoint.breaker().unknown();
    }
    parted = true;
  }

  /** Counts what the call has to say about the provider. */
  void count(SpeechAction.Report report) {
    if (report instanceof SpeechAction.Failed failed && opened) {
      endpoint.failed(failed.failure().category());
    } else if (report instanceof SpeechAction.FirstAudioHeard) {
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
  public void lost(Failure failure) {
    if (!opened && !parted) {
      parted = true;
      endpoint.failed(failure.category());
    }
    listener.lost(failure);
  }
}
