// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.assistant.Recognition;
import dev.trunkline.stt.core.TranscriptionAction.EndpointAnswered;
import dev.trunkline.stt.core.TranscriptionAction.EndpointFailed;
import dev.trunkline.stt.core.TranscriptionInput.ConnectionFailed;
import dev.trunkline.stt.provider.ScribeClient;
import dev.trunkline.stt.provider.ScribeConnection;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeEvent;
import dev.trunkline.stt.provider.ScribeInputs;
import dev.trunkline.stt.provider.ScribeSettings;
import dev.trunkline.stt.provider.ScriptedScribe;
import dev.trunkline.stt.provider.SessionOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two endpoints, over real sockets. */
class EndpointFailoverTest {
  private final ScriptedScribe first = new ScriptedScribe();
  private final ScriptedScribe second = new ScriptedScribe();
  private final List<ScribeClient> clients =
      ScribeSettings.all(
              first.settings(
                  Map.of(
                      "ELEVENLABS_FALLBACK_BASE_URL",
                      "http://localhost:" + second.port(),
                      "ELEVENLABS_FALLBACK_API_KEY",
                      "other-key")))
          .stream()
          .map(ScribeClient::new)
          .toList();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BlockingQueue<ScribeEvent> events = new LinkedBlockingQueue<>();
  private final ScribeConnection connection =
      new ScribeConnection(
          new Endpoints<>(
              "elevenlabs",
              "stt",
              clients,
              new Breaker.Limits(4, Duration.ofMinutes(10)),
              meters,
              System::nanoTime),
          new SessionOptions(null, Recognition.DEFAULT),
          (number, event) -> events.add(event));
  private final PendingActions actions = new PendingActions();
  private final EndpointFailover failover = new EndpointFailover(2, actions);

  EndpointFailoverTest() throws Exception {}

  @AfterEach
  void close() {
    connection.drop();
    clients.forEach(ScribeClient::close);
    first.close();
    second.close();
  }

  @Test
  void rejectionSwitchesToTheSecondEndpointWithItsOwnKey() throws Exception {
    first.rejectNext(new MockResponse.Builder().code(401).build());
    open(1);
    assertThat(failed(next()).remedy()).isEqualTo(Remedy.RECONNECT_NOW);
    open(2);
    assertThat(second.takeSession().request().getHeaders().get("xi-api-key"))
        .isEqualTo("other-key");
    connection.countSession();
    failover.answered();
    execute();
    assertThat(count("answers", "second")).isEqualTo(1);
    open(3);
    assertThat(first.takeSession()).as("the first is preferred again").isNotNull();
  }

  @Test
  void rejectionByBothEndpointsStops() throws Exception {
    first.rejectNext(new MockResponse.Builder().code(401).build());
    second.rejectNext(new MockResponse.Builder().code(403).build());
    open(1);
    failed(next());
    open(2);
    assertThat(failed(next()).remedy()).isEqualTo(Remedy.STOP);
  }

  @Test
  void secondFailureInARowBacksOff() throws Exception {
    first.rejectNext(new MockResponse.Builder().code(500).build());
    second.rejectNext(new MockResponse.Builder().code(500).build());
    open(1);
    assertThat(failed(next()).remedy()).isEqualTo(Remedy.RECONNECT_NOW);
    open(2);
    assertThat(failed(next()).remedy()).isEqualTo(Remedy.BACK_OFF);
  }

  @Test
  void repeatedFailuresOpenBothBreakers() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (ScriptedScribe scribe : List.of(first, second)) {
        scribe.rejectNext(new MockResponse.Builder().code(503).build());
        open(1);
        failed(next());
      }
    }
    assertThat(open(2)).isEqualTo(ScribeConnection.NO_ENDPOINT);
    ConnectionFailure notSent = failed(ConnectionFailure.noEndpoint());
    assertThat(notSent.detail()).contains("no request sent");
    assertThat(notSent.remedy()).isEqualTo(Remedy.WAIT_FOR_BREAKER);
    assertThat(count("calls", "first") + count("calls", "second")).isEqualTo(4);
  }

  @Test
  void expiredSessionIsNoFailureOfTheEndpoint() throws Exception {
    for (int i = 0; i < 20; i++) {
      open(i);
      first.takeSession();
      connection.countSession();
      var expired =
          new ScribeEvent.ErrorReported(ScribeError.SESSION_TIME_LIMIT_EXCEEDED, "as agreed");
      assertThat(failed(failure(expired)).remedy()).isEqualTo(Remedy.RECONNECT_NOW);
    }
    assertThat(count("calls", "first")).isEqualTo(20);
  }

  private int open(int number) {
    int endpoint = connection.open(number, failover.preferred());
    if (endpoint != ScribeConnection.NO_ENDPOINT) {
      failover.select(endpoint);
    }
    return endpoint;
  }

  private ConnectionFailure failed(ConnectionFailure failure) {
    ConnectionFailure decided = failover.failed(failure);
    execute();
    return decided;
  }

  private void execute() {
    for (TranscriptionAction action : actions.drain()) {
      switch (action) {
        case EndpointAnswered _ -> connection.countAnswer();
        case EndpointFailed failed ->
            connection.countFailure(failed.category(), failed.unavailable());
        default -> throw new AssertionError(action);
      }
    }
  }

  private ConnectionFailure next() throws InterruptedException {
    ScribeEvent event = events.poll(10, TimeUnit.SECONDS);
    assertThat(event).isInstanceOf(ScribeEvent.Broken.class);
    return failure((ScribeEvent.Broken) event);
  }

  private static ConnectionFailure failure(ScribeEvent event) {
    return ((ConnectionFailed) ScribeInputs.of(1, event)).failure();
  }

  private double count(String what, String endpoint) {
    return meters.get("trunkline.provider." + what).tag("endpoint", endpoint).counter().count();
  }
}
