// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.load;

import com.sun.management.OperatingSystemMXBean;
import dev.trunkline.gateway.metrics.GatewayMeters.Refusal;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the gateway is too busy for another call: by the processor, and by the lag of the ticker
 * that plays to the callers, which is what they would hear. Thread-safe.
 */
public final class Overload {
  /**
   * What is too much.
   *
   * @param mostCpu share of the processors, 1 for all of them; 0: any
   * @param resumeCpu below this, calls are taken again
   * @param mostLag how late speech may be sent on average; zero: as late as it gets
   */
  public record Limits(double mostCpu, double resumeCpu, Duration mostLag) {}

  private final DoubleSupplier cpuNow;
  private final LongSupplier nanoTime;
  private final long tickNanos;
  private final LoadGate cpu;
  private final LoadGate lag;
  private long firstTick;
  private long ticks;

  /**
   * Nothing is known of the load yet.
   *
   * @param tick how often {@link #ticked} is called
   * @param cpuNow share of the processors in use since it was last asked; negative if not known
   */
  public Overload(Limits limits, Duration tick, DoubleSupplier cpuNow, LongSupplier nanoTime) {
    this.cpuNow = cpuNow;
    this.nanoTime = nanoTime;
    this.tickNanos = tick.toNanos();
    double mostLag = limits.mostLag().toNanos() / 1e9;
    cpu = new LoadGate(limits.mostCpu(), limits.resumeCpu(), nanoTime);
    lag = new LoadGate(mostLag, mostLag / 2, nanoTime);
  }

  /** The processors' load as the machine, or the container within its limits, shows it. */
  public static DoubleSupplier cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getCpuLoad;
  }

  /** To be called some times a second. */
  public void lookAtCpu() {
    cpu.measured(cpuNow.getAsDouble());
  }

  /** The ticker has ticked; one thread. It makes up for every tick it was late with. */
  public void ticked() {
    long now = nanoTime.getAsLong();
    if (ticks == 0) {
      firstTick = now;
    }
    lag.measured(Math.max(0, now - firstTick - ticks * tickNanos) / 1e9);
    ticks++;
  }

  /** Why another call is too much; empty if it is not. */
  public Optional<Refusal> reason() {
    if (lag.isShut()) {
      return Optional.of(Refusal.LAG);
    }
    return cpu.isShut() ? Optional.of(Refusal.CPU) : Optional.empty();
  }

  /** The processors' load of the last seconds. */
  public double cpuLoad() {
    return cpu.average();
  }

  /** How late speech was sent in the last seconds, in seconds. */
  public double lagSeconds() {
    return lag.average();
  }
}
