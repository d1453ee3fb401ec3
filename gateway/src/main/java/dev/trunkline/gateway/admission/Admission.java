// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.admission;

import dev.trunkline.gateway.call.StreamTicket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides which calls this gateway takes. An admitted call has a reservation from the webhook's
 * answer until its stream arrives at a gateway, or {@link #RESERVATION} has passed; from then on it
 * counts as one of the calls held. Thread-safe.
 */
public final class Admission {
  /**
   * How long a reservation is kept. Twilio opens the stream immediately, and a gateway that gets
   * the stream instead of this one releases the reservation ({@link #release}). A stream that comes
   * later is accepted all the same.
   */
  static final Duration RESERVATION = Duration.ofSeconds(5);

  /**
   * The limits of this gateway.
   *
   * @param gatewayId written into tickets, so that other gateways can release reservations here
   * @param maxCalls calls held and reserved together
   */
  public record Limits(String gatewayId, int maxCalls) {}

  /**
   * The load that admission looks at.
   *
   * @param callSids the calls held now
   * @param overload why another call would overload the gateway; empty if it would not
   */
  public record Load(
      Supplier<Set<String>> callSids, Supplier<Optional<AdmissionRejection>> overload) {}

  /**
   * Where admission reports to.
   *
   * @param rejected every new call that was rejected while the gateway is open
   * @param reservedElsewhere a stream that arrived here while another gateway has its reservation
   */
  public record Reports(
      Consumer<AdmissionRejection> rejected, Consumer<StreamTicket> reservedElsewhere) {}

  private final Limits limits;
  private final Load load;
  private final Reports reports;
  private final LongSupplier nanoTime;
  private final Map<String, Long> reservations = new HashMap<>();
  private volatile boolean open;
  private volatile boolean kafkaConnected = true;

  /** Closed at first. */
  public Admission(Limits limits, Load load, Reports reports, LongSupplier nanoTime) {
    this.limits = limits;
    this.load = load;
    this.reports = reports;
    this.nanoTime = nanoTime;
  }

  /** Starts or stops admitting new calls. */
  public void setOpen(boolean open) {
    this.open = open;
  }

  public boolean isOpen() {
    return open;
  }

  /** While Kafka is unreachable, new calls are rejected. */
  public void setKafkaConnected(boolean connected) {
    this.kafkaConnected = connected;
  }

  /** True while the stream of an admitted call has yet to arrive. */
  public synchronized boolean hasReservations() {
    expireReservations();
    return !reservations.isEmpty();
  }

  /**
   * True while streams may be opened. A draining gateway waits for the streams of the calls it has
   * admitted. A load balancer may still send it others, which would break when the gateway stops;
   * if such a stream is rejected, Twilio requests the webhook again.
   */
  public boolean acceptsStreams() {
    return open || hasReservations();
  }

  /** A call's stream arrived: it counts as a call held, and needs no reservation. */
  public void onStreamOpened(StreamTicket ticket) {
    if (ticket.reservedAt().equals(limits.gatewayId())) {
      release(ticket.callSid());
    } else if (!ticket.reservedAt().isEmpty()) {
      reports.reservedElsewhere().accept(ticket);
    }
  }

  /** Gives up the reservation of a call. */
  public synchronized void release(String callSid) {
    reservations.remove(callSid);
  }

  /** The id of this gateway, which holds the reservations made here. */
  public String gatewayId() {
    return limits.gatewayId();
  }

  /** Reserves a place for a new call; false if it is rejected. */
  public synchronized boolean admit(String callSid) {
    expireReservations();
    if (!open) {
      return false;
    }
    Optional<AdmissionRejection> rejection = rejection(callSid);
    rejection.ifPresentOrElse(
        reports.rejected(), () -> reservations.put(callSid, nanoTime.getAsLong()));
    return rejection.isEmpty();
  }

  private Optional<AdmissionRejection> rejection(String callSid) {
    if (!kafkaConnected) {
      return Optional.of(AdmissionRejection.KAFKA);
    }
    if (reservations.containsKey(callSid)) {
      return Optional.empty();
    }
    return callsHeldOrReserved() < limits.maxCalls()
        ? load.overload().get()
        : Optional.of(AdmissionRejection.CALLS);
  }

  /** A call whose stream is just arriving is both held and reserved, and counts once. */
  private int callsHeldOrReserved() {
    int calls = reservations.size();
    for (String callSid : load.callSids().get()) {
      if (!reservations.containsKey(callSid)) {
        calls++;
      }
    }
    return calls;
  }

  private void expireReservations() {
    long now = nanoTime.getAsLong();
    reservations.values().removeIf(since -> now - since > RESERVATION.toNanos());
  }
}
