// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.rest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwilioRestClientTest {
  private final MockWebServer twilio = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    twilio.start();
  }

  @AfterEach
  void stop() {
    twilio.close();
  }

  @Test
  void endPostsStatusCompleted() throws Exception {
    answer(200, "{\"status\":\"completed\"}");

    assertThat(end()).isTrue();

    RecordedRequest request = requireNonNull(twilio.takeRequest(10, TimeUnit.SECONDS));
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/2010-04-01/Accounts/AC1/Calls/CA1.json");
    assertThat(requireNonNull(request.getBody()).utf8()).isEqualTo("Status=completed");
    assertThat(request.getHeaders().get("Authorization"))
        .isEqualTo(Credentials.basic("AC1", "secret"));
  }

  @Test
  void redirectPostsNewTwiml() throws Exception {
    answer(200, "{}");
    answer(400, "{\"code\": 21220, \"message\": \"Call is not in-progress.\", \"status\": 400}");
    try (var rest = new TwilioRestClient(URI.create(twilio.url("/").toString()), "AC1", "secret")) {
      assertThat(rest.redirect("CA1", "<Response/>")).isTrue();
      assertThat(rest.redirect("CA1", "<Response/>")).as("the call is over").isFalse();
    }
    RecordedRequest request = requireNonNull(twilio.takeRequest(10, TimeUnit.SECONDS));
    assertThat(requireNonNull(request.getBody()).utf8()).isEqualTo("Twiml=%3CResponse%2F%3E");
  }

  @Test
  void callThatIsAlreadyOverCountsAsEnded() {
    answer(400, "{\"code\": 21220, \"message\": \"Call is not in-progress.\", \"status\": 400}");
    answer(404, "{\"code\": 20404, \"status\": 404}");

    assertThat(end()).isTrue();
    assertThat(end()).isTrue();
  }

  @Test
  void transientFailuresAreRetried() {
    answer(429, "{\"code\": 20429}");
    twilio.enqueue(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    answer(200, "{}");

    assertThat(end()).isTrue();
  }

  @Test
  void retriesAreLimited() {
    for (int i = 0; i < 5; i++) {
      answer(503, "not JSON");
    }

    assertThat(end()).isFalse();
    assertThat(twilio.getRequestCount()).isEqualTo(3);
  }

  @Test
  void rejectedRequestIsNotRetried() {
    answer(401, "{\"code\": 20003}");

    assertThat(end()).isFalse();
    assertThat(twilio.getRequestCount()).isEqualTo(1);
  }

  private boolean end() {
    try (var rest = new TwilioRestClient(URI.create(twilio.url("/").toString()), "AC1", "secret")) {
      return rest.end("CA1");
    }
  }

  private void answer(int status, String body) {
    twilio.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }
}
