package dev.trunkline.stt;

import dev.trunkline.common.audio.MuLaw;
import dev.trunkline.stt.scribe.ScribeClient;
import dev.trunkline.stt.scribe.ScribeEvent;
import dev.trunkline.stt.scribe.ScribeSocket;
import org.jspecify.annotations.Nullable;

/** A stream's line to the real Scribe. Under the stream's lock. */
final class ScribeLine implements Line {
  /** Told what happens on a connection, on that connection's thread. */
  interface Listener {
    void on(int connection, ScribeEvent event);
  }

  private final ScribeClient client;
  private final SttMeters meters;
  private final Listener listener;
  private @Nullable ScribeSocket socket;
  private @Nullable String language;

  ScribeLine(ScribeClient client, SttMeters meters, Listener listener) {
    this.client = client;
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
    socket = client.open(language, event -> listener.on(connection, event));
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
    if (socket != null) {
      socket.commit();
    }
  }

  @Override
  public long queuedBytes() {
    return socket == null ? 0 : socket.queuedBytes();
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  @Override
  public void drop() {
    if (socket != null) {
      socket.drop();
      socket = null;
    }
  }
}
