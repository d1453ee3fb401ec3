// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Brokers and services behind one front door, to be broken; the providers are stand-ins with the
 * oracle's ears.
 */
abstract class Fleet implements AutoCloseable {
  static final String BROKER = "broker";
  static final String GATEWAY = "gateway";
  static final List<String> WORKERS =
      List.of("vad-worker", "stt-worker", "dialog-worker", "tts-worker");

  /** So many there are of each service that has a process of its own. */
  static final int EACH = 2;

  /** Settings of the services that make a late answer audible as silence. */
  static final Map<String, String> QUIET =
      Map.of(
          // A starting process takes processor time from all others.
          "GATEWAY_ADMISSION_MAX_LAG_MS", "0",
          "GATEWAY_DRAIN_MS", "0");

  /** The assistants file: measured is when the answer comes, not when the caller is put off. */
  static final String ASSISTANTS =
      """
      defaults: {manners: {fillerAfterMs: 0}}
      outage: {afterMs: 0}
      """;

  /** Leads to the gateways. */
  final LoadBalancer door = new LoadBalancer();

  /** Between services and broker, in a fleet that was started with it. */
  final SlowNetwork toBroker = new SlowNetwork();

  private final HttpClient http = HttpClient.newHttpClient();

  /** All of them, brokers first. */
  abstract List<ServiceInstance> instances();

  /** The other side of Twilio's settings. */
  abstract Settings settings();

  /** Where the stand-ins are controlled. */
  abstract URI standIns();

  /**
   * Callers have talked to all services: from now on they start as quickly as from their images.
   * Takes a minute or two where the images must be built first; all start fresh.
   *
   * @throws TimeoutException if one does not end or start
   */
  abstract void trained() throws IOException, InterruptedException, TimeoutException;

  /** The instances of a service. */
  final List<ServiceInstance> of(String service) {
    return instances().stream().filter(instance -> instance.service().equals(service)).toList();
  }

  /** Waits until everybody is ready for calls. */
  final void awaitReady() throws IOException, InterruptedException, TimeoutException {
    for (ServiceInstance instance : instances()) {
      instance.awaitReady();
    }
  }

  /** What all services take together, brokers left out. */
  final ProcessUsage usage() {
    return instances().stream()
        .filter(instance -> !instance.service().equals(BROKER))
        .map(ServiceInstance::usage)
        .reduce(ProcessUsage.UNKNOWN, ProcessUsage::plus);
  }

  /** Where calls come in. */
  final URI webhook() {
    return URI.create(settings().variable("GATEWAY_PUBLIC_URL").orElse("") + "/twiml");
  }

  /** From now on providers misbehave as {@code plans}, by provider, say. */
  final void order(String plans) throws IOException, InterruptedException {
    faults(HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofString(plans)));
  }

  /** They are stopped. */
  final void orderNothing() throws IOException, InterruptedException {
    faults(HttpRequest.newBuilder().DELETE());
  }

  private void faults(HttpRequest.Builder order) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            order.uri(standIns().resolve("/sim/faults")).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the stand-ins do not take the order: " + answer.body());
    }
  }

  final KafkaClients kafka() {
    return KafkaClients.from(settings());
  }

  final HttpClient http() {
    return http;
  }

  @Override
  public void close() {
    door.close();
    http.close();
  }
}
