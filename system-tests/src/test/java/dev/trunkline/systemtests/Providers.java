// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Simulated providers, as a test steers and questions them.
 *
 * @param base where they are
 */
record Providers(URI base) {
  /** Makes a provider misbehave, in the words of {@code /sim/faults}. */
  void fault(String provider, String plan) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(base + "/sim/faults/" + provider))
                  .PUT(HttpRequest.BodyPublishers.ofString(plan))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(answer.body());
      }
    }
  }

  /** What a provider's clients did, in the simulator's words. */
  String journal(String provider) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(base + "/sim/journal?provider=" + provider))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
