// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.admission;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Decides whether the gateway is too busy for another call: by CPU load, and by the lag of the
 * ticker that sends speech, which callers would hear as gaps. Thread-safe.
 */
public final class Overload {
  /**
   * Averages above which no new call is admitted.
   *
   * @param maxCpu share of all processors, at most 1; 0: no limit
   * @param resumeCpu below this, calls are admitted again
   * @param maxLag how late speech may be sent; zero: no limit
   */
  public record Limits(double maxCpu, double resumeCpu, Duration maxLag) {}

  private final DoubleSupplier cpuNow;
  private final LongSupplier nanoTime;
  private final long tickNanos;
  private final LoadGate cpu;
  private final LoadGate lag;
  private long firstTick;
  private long ticks;

  /**
   * Not overloaded until measured.
   *
   * @param tick how often {@link #ticked} is called
   * @param cpuNow share of the processors in use since its last call; negative if unknown
   */
  public Overload(Limits limits, Duration tick, DoubleSupplier cpuNow, LongSupplier nanoTime) {
    this.cpuNow = cpuNow;
    this.nanoTime = nanoTime;
    this.tickNanos = tick.toNanos();
    double maxLag = limits.maxLag().toNanos() / 1e9;
    cpu = new LoadGate(limits.maxCpu(), limits.resumeCpu(), nanoTime);
    lag = new LoadGate(maxLag, maxLag / 2, nanoTime);
  }

  /** The CPU load of the machine, or of the container within its limits. */
  public static DoubleSupplier cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getCpuLoad;
  }

  /** Measures the CPU load; to be called a few times a second. */
  public void sampleCpu() {
    cpu.measured(cpuNow.getAsDouble());
  }

  /** Called once per tick, including ticks the ticker is catching up on; one thread. */
  public void ticked() {
    long now = nanoTime.getAsLong();
    if (ticks == 0) {
      firstTick = now;
    }
    lag.measured(Math.max(0, now - firstTick - ticks * tickNanos) / 1e9);
    ticks++;
  }

  /** Why another call would overload the gateway; empty if it would not. */
  public Optional<AdmissionRejection> reason() {
    if (lag.isClosed()) {
      return Optional.of(AdmissionRejection.LAG);
    }
    return cpu.isClosed() ? Optional.of(AdmissionRejection.CPU) : Optional.empty();
  }

  /** The CPU load averaged over the last few seconds. */
  public double cpuLoad() {
    return cpu.average();
  }

  /** How late speech was sent, averaged over the last few seconds; in seconds. */
  public double lagSeconds() {
    return lag.average();
  }
}
