// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A service in a container, which Docker kills and starts. */
final class ContainerInstance implements ServiceInstance {
  private static final long READY_MS = 120_000;
  private static final long LOOK_EVERY_MS = 250;

  private final String id;
  private final String service;
  private final int innerPort;
  private final ReadinessProbe readiness;

  /**
   * @param id of the container
   * @param innerPort where it serves inside
   * @param readiness what must be true besides the container's health
   */
  ContainerInstance(String id, String service, int innerPort, ReadinessProbe readiness) {
    this.id = id;
    this.service = service;
    this.innerPort = innerPort;
    this.readiness = readiness;
  }

  @Override
  public String service() {
    return service;
  }

  /** Docker gives a container another one with every start. */
  @Override
  public int port() throws IOException, InterruptedException {
    String address = Docker.docker("port", id, innerPort + "/tcp").lines().findFirst().orElse("");
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Docker.docker("start", id);
  }

  @Override
  public void awaitReady() throws IOException, InterruptedException, TimeoutException {
    long givenUpAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS);
    while (!isHealthy() || !readiness.isReady()) {
      if (System.nanoTime() > givenUpAt) {
        throw new TimeoutException("container " + id + " of " + service + " does not get ready");
      }
      Delay.of(LOOK_EVERY_MS);
    }
  }

  @Override
  public void kill() throws IOException, InterruptedException {
    Docker.docker("kill", id);
    Docker.docker("wait", id);
  }

  @Override
  public void terminate() throws IOException, InterruptedException {
    Docker.docker("stop", id);
  }

  @Override
  public void freeze() throws IOException, InterruptedException {
    Docker.docker("pause", id);
  }

  @Override
  public void thaw() throws IOException, InterruptedException {
    Docker.docker("unpause", id);
  }

  @Override
  public ProcessUsage usage() {
    try {
      return ProcessUsage.of(Long.parseLong(Docker.docker("inspect", "-f", "{{.State.Pid}}", id)));
    } catch (IOException e) {
      return ProcessUsage.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ProcessUsage.UNKNOWN;
    }
  }

  private boolean isHealthy() throws IOException, InterruptedException {
    return Docker.docker("inspect", "-f", "{{.State.Health.Status}}", id).equals("healthy");
  }
}
