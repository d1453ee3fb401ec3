package dev.trunkline.gateway.webhook;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How many calls this gateway takes. A call has its place from the webhook's answer on, for as long
 * as its stream token lives, and from then on if it is among the calls in hand. Thread-safe.
 */
public final class Admission {
  private final int mostCalls;
  private final IntSupplier callsInHand;
  private final LongSupplier nanoTime;
  private final Map<String, Long> expected = new HashMap<>();
  private volatile boolean open;

  public Admission(int mostCalls, IntSupplier callsInHand, LongSupplier nanoTime) {
    this.mostCalls = mostCalls;
    this.callsInHand = callsInHand;
    this.nanoTime = nanoTime;
  }

  /** From now on new calls are taken, or not. */
  public void setOpen(boolean open) {
    this.open = open;
  }

  public boolean isOpen() {
    return open;
  }

  /** True while a call that was taken has not come with its stream yet. */
  public synchronized boolean isExpecting() {
    forgetTheLate();
    return !expected.isEmpty();
  }

  /** A call's stream is here: it is among the calls in hand now. */
  public synchronized void arrived(String callSid) {
    expected.remove(callSid);
  }

  /** Keeps a place for a new call; false if there is none. */
  synchronized boolean admit(String callSid) {
    forgetTheLate();
    boolean admitted =
        open
            && (expected.containsKey(callSid)
                || expected.size() + callsInHand.getAsInt() < mostCalls);
    if (admitted) {
      expected.put(callSid, nanoTime.getAsLong());
    }
    return admitted;
  }

  private void forgetTheLate() {
    long now = nanoTime.getAsLong();
    expected.values().removeIf(since -> now - since > StreamTokens.LIFE.toNanos());
  }
}
