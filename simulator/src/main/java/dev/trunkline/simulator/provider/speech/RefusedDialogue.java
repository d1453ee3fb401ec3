package dev.trunkline.simulator.provider.speech;

import dev.trunkline.simulator.provider.wire.Dialogue;
import dev.trunkline.simulator.provider.wire.Peer;

/** A socket that was accepted only to be told what is wrong. */
record RefusedDialogue(Peer peer, TtsFrames frames, TtsError error) implements Dialogue {
  @Override
  public void opened() {
    peer.send(frames.error(error.code(), error.text(), null));
    peer.close(TtsFrames.POLICY_VIOLATION, error.text());
  }

  @Override
  public void received(String message) {}

  @Override
  public void receivedBinary(int bytes) {}

  @Override
  public void overflowed() {}

  @Override
  public long deadlineNanos() {
    return NEVER;
  }

  @Override
  public void timeUp() {}

  @Override
  public void closed(int code, String reason) {}
}
