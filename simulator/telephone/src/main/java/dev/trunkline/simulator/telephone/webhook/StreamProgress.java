// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.webhook;

import dev.trunkline.simulator.telephone.twiml.HttpMethod;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** One media stream's status callback; does nothing if the TwiML requested none. */
public final class StreamProgress {
  /** Where a stream's events go. */
  public record Target(URI url, HttpMethod method) {}

  private final Optional<Target> target;
  private final Callbacks callbacks;
  private final InstantSource clock;
  private final Form about;

  /** For the stream {@code streamSid}, named {@code name} or, if that is empty, by its sid. */
  public StreamProgress(
      Optional<Target> target,
      CallIdentity call,
      String streamSid,
      String name,
      Callbacks callbacks,
      InstantSource clock) {
    this.target = target;
    this.callbacks = callbacks;
    this.clock = clock;
    about =
        Form.empty()
            .and("AccountSid", call.accountSid())
            .and("CallSid", call.callSid())
            .and("StreamSid", streamSid)
            .and("StreamName", name.isEmpty() ? streamSid : name);
  }

  /** The stream runs. */
  public void started() {
    send("stream-started", Optional.empty());
  }

  /** The stream is over. */
  public void stopped() {
    send("stream-stopped", Optional.empty());
  }

  /** The stream is over, or was never there, because of {@code error}. */
  public void failed(String error) {
    send("stream-error", Optional.of(error));
  }

  private void send(String event, Optional<String> error) {
    Form form = about.and("StreamEvent", event);
    if (error.isPresent()) {
      form = form.and("StreamError", error.get());
    }
    Form whole = form.and("Timestamp", clock.instant().toString());
    target.ifPresent(to -> callbacks.send(to.url(), to.method(), whole));
  }
}
