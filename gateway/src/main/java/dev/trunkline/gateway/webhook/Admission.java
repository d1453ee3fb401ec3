// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import dev.trunkline.gateway.metrics.GatewayMeters.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many calls this gateway takes. A call has its place from the webhook's answer on, until its
 * stream is at a gateway or should long have been, and from then on where it is among the calls in
 * hand. Thread-safe.
 */
public final class Admission {
  /**
   * So long a place is kept for a call whose stream is to come. Twilio opens it at once, and a
   * gateway that is given it instead of this one says so ({@link #release}). A stream that comes
   * later is taken all the same.
   */
  static final Duration KEPT = Duration.ofSeconds(5);

  private final String keeper;
  private final int mostCalls;
  private final Supplier<Set<String>> callsInHand;
  private final Supplier<Optional<Refusal>> overload;
  private final Consumer<Refusal> refused;
  private final Consumer<StreamTicket> keptElsewhere;
  private final LongSupplier nanoTime;
  private final Map<String, Long> expected = new HashMap<>();
  private volatile boolean open;
  private volatile boolean served = true;

  /**
   * Closed at first.
   *
   * @param keeper this gateway; others tell it of streams that came to them instead
   * @param keptElsewhere told of a stream that came here while another gateway keeps its place
   * @param callsInHand the SIDs of the calls that have come, as they are when they are looked at
   * @param overload why another call would be too much just now; empty if it would not
   * @param refused told of every new call that is not taken though the gateway is open
   */
  public Admission(
      String keeper,
      int mostCalls,
      Supplier<Set<String>> callsInHand,
      Supplier<Optional<Refusal>> overload,
      Consumer<Refusal> refused,
      Consumer<StreamTicket> keptElsewhere,
      LongSupplier nanoTime) {
    this.keeper = keeper;
    this.overload = overload;
    this.refused = refused;
    this.keptElsewhere = keptElsewhere;
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

  /** What a new call needs is there, or is not for the time being. */
  public void setServed(boolean isServed) {
    this.served = isServed;
  }

  /** True while a call that was taken has not come with its stream yet. */
  public synchronized boolean isExpecting() {
    forgetTheLate();
    return !expected.isEmpty();
  }

  /**
   * True while streams may come. A gateway that drains waits for those of the calls that it has
   * taken; a load balancer may send it others for a while yet, and would see them break when it
   * stops. Twilio asks the webhook again instead.
   */
  public boolean takesStreams() {
    return open || isExpecting();
  }

  /** A call's stream is here: it is among the calls in hand now, and needs no other place. */
  public void arrived(StreamTicket ticket) {
    if (ticket.keeper().equals(keeper)) {
      release(ticket.callSid());
    } else if (!ticket.keeper().isEmpty()) {
      keptElsewhere.accept(ticket);
    }
  }

  /** Keeps no place for this call any longer. */
  public synchronized void release(String callSid) {
    expected.remove(callSid);
  }

  /** Who keeps the places that are given here. */
  String keeper() {
    return keeper;
  }

  /** Keeps a place for a new call; false if there is none. */
  synchronized boolean admit(String callSid) {
    forgetTheLate();
    if (!open) {
      return false;
    }
    Optional<Refusal> refusal = refusal(callSid);
    refusal.ifPresentOrElse(refused, () -> expected.put(callSid, nanoTime.getAsLong()));
    return refusal.isEmpty();
  }

  private Optional<Refusal> refusal(String callSid) {
    if (!served) {
      return Optional.of(Refusal.KAFKA);
    }
    if (expected.containsKey(callSid)) {
      return Optional.empty();
    }
    return places() < mostCalls ? overload.get() : Optional.of(Refusal.CALLS);
  }

  /** A call whose stream is just coming is expected and in hand, and has one place. */
  private int places() {
    int places = expected.size();
    for (String callSid : callsInHand.get()) {
      if (!expected.containsKey(callSid)) {
        places++;
      }
    }
    return places;
  }

  private void forgetTheLate() {
    long now = nanoTime.getAsLong();
    expected.values().removeIf(since -> now - since > KEPT.toNanos());
  }
}
