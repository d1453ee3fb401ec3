package dev.trunkline.simulator.provider.scribe;

import dev.trunkline.simulator.provider.wire.Dialogue;
import dev.trunkline.simulator.provider.wire.Peer;

/** A socket that was accepted only to be told what is wrong. */
record RefusedDialogue(Peer peer, String type, String text, int closeCode) implements Dialogue {
  @Override
  public void opened() {
    peer.send(ScribeMessages.error(type, text));
    peer.close(closeCode, type);
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
