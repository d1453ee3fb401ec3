// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The interface by which a test controls simulated providers.
 *
 * @param base where they are
 */
record SimulatedProviders(URI base) {
  /** Replaces a provider's fault plan, in the JSON of {@code /sim/faults}. */
  void setFaults(String provider, String plan) throws Exception {
    String _ = send("PUT", "/sim/faults/" + provider, BodyPublishers.ofString(plan));
  }

  /** What a provider's clients did, in the simulator's JSON. */
  String journal(String provider) throws Exception {
    return send("GET", "/sim/journal?provider=" + provider, BodyPublishers.noBody());
  }

  private String send(String method, String path, BodyPublisher body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(base + path)).method(method, body).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(answer.body());
      }
      return answer.body();
    }
  }

  /** Faults of one test, for requests that contain a text. Thread-safe. */
  static final class CallFaults {
    private record Added(String provider, String matching) {}

    private final SimulatedProviders providers;
    private final Queue<Added> added = new ConcurrentLinkedQueue<>();

    CallFaults(SimulatedProviders providers) {
      this.providers = providers;
    }

    /**
     * Adds a rule.
     *
     * @param matching which requests it concerns, see {@code /sim/faults}
     * @param rule the rest of it, fields of a JSON object
     */
    void add(String provider, String matching, String rule) throws Exception {
      added.add(new Added(provider, matching));
      String _ =
          providers.send(
              "POST",
              "/sim/faults/" + provider,
              BodyPublishers.ofString(
                  "{\"rules\":[{%s,\"matching\":\"%s\"}]}"
                      .formatted(rule, matching.replace("\n", "\\n"))));
    }

    /** How often these rules of a provider may still strike. */
    int remaining(String provider) throws Exception {
      var plan =
          new ObjectMapper()
              .readTree(providers.send("GET", "/sim/faults/" + provider, BodyPublishers.noBody()));
      int remaining = 0;
      for (JsonNode rule : plan.path("rules")) {
        if (added.contains(new Added(provider, rule.path("matching").asText()))) {
          remaining += rule.path("next").asInt();
        }
      }
      return remaining;
    }

    /** Removes them all. */
    void remove() throws Exception {
      for (Added rule : added) {
        String matching = URLEncoder.encode(rule.matching(), StandardCharsets.UTF_8);
        String _ =
            providers.send(
                "DELETE",
                "/sim/faults/" + rule.provider() + "?matching=" + matching,
                BodyPublishers.noBody());
      }
    }
  }
}
