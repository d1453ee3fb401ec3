// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.stt.provider.ScribeClient;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeError.Remedy;
import dev.trunkline.stt.provider.ScribeEvent;
import dev.trunkline.stt.provider.ScribeSettings;
import dev.trunkline.stt.provider.ScriptedScribe;
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

/** Two providers of transcripts on the wire. */
class ScribeLineTest {
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
  private final ScribeLine line =
      new ScribeLine(
          new Endpoints<>(
              "elevenlabs",
              "stt",
              clients,
              new Breaker.Limits(4, Duration.ofMinutes(10)),
              meters,
              System::nanoTime),
          new SttMeters(meters),
          (connection, event) -> events.add(event));

  ScribeLineTest() throws Exception {}

  @AfterEach
  void close() {
    line.drop();
    clients.forEach(ScribeClient::close);
    first.close();
    second.close();
  }

  @Test
  void aRefusalSendsTheCallToTheSecondAtOnceWithItsOwnKey() throws Exception {
    first.refuseNext(new MockResponse.Builder().code(401).build());
    line.open(1);
    assertThat(line.failed(next()).remedy()).isEqualTo(Remedy.RECONNECT_AT_ONCE);
    line.open(2);
    assertThat(second.takeSession().request().getHeaders().get("xi-api-key"))
        .isEqualTo("other-key");
    line.live();
    line.answered();
    assertThat(count("answers", "second")).isEqualTo(1);
    line.open(3);
    assertThat(first.takeSession()).as("the first is preferred again").isNotNull();
  }

  @Test
  void ifBothRefuseNothingIsLeft() throws Exception {
    first.refuseNext(new MockResponse.Builder().code(401).build());
    second.refuseNext(new MockResponse.Builder().code(403).build());
    line.open(1);
    line.failed(next());
    line.open(2);
    assertThat(line.failed(next()).remedy()).isEqualTo(Remedy.STOP);
  }

  @Test
  void twoProvidersThatFailAreNotAskedInTurnWithoutAPause() throws Exception {
    first.refuseNext(new MockResponse.Builder().code(500).build());
    second.refuseNext(new MockResponse.Builder().code(500).build());
    line.open(1);
    assertThat(line.failed(next()).remedy()).isEqualTo(Remedy.RECONNECT_AT_ONCE);
    line.open(2);
    assertThat(line.failed(next()).remedy()).isEqualTo(Remedy.BACK_OFF);
  }

  @Test
  void whoKeepsFailingIsNotAskedAnyMore() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (ScriptedScribe scribe : List.of(first, second)) {
        scribe.refuseNext(new MockResponse.Builder().code(503).build());
        line.open(1);
        line.failed(next());
      }
    }
    line.open(2);
    Failure notAsked = line.failed(next());
    assertThat(notAsked.detail()).contains("not asked");
    assertThat(notAsked.remedy()).isEqualTo(Remedy.ASK_LATER);
    assertThat(count("calls", "first") + count("calls", "second")).isEqualTo(4);
  }

  @Test
  void aSessionThatHadItsTimeIsNoFailureOfTheProvider() throws Exception {
    for (int i = 0; i < 20; i++) {
      line.open(i);
      first.takeSession();
      line.live();
      var over =
          new ScribeEvent.ErrorReported(ScribeError.SESSION_TIME_LIMIT_EXCEEDED, "as agreed");
      assertThat(line.failed(Failure.of(over)).remedy()).isEqualTo(Remedy.RECONNECT_AT_ONCE);
    }
    assertThat(count("calls", "first")).isEqualTo(20);
  }

  private Failure next() throws InterruptedException {
    ScribeEvent event = events.poll(10, TimeUnit.SECONDS);
    assertThat(event).isInstanceOf(ScribeEvent.Broken.class);
    return Failure.of((ScribeEvent.Broken) event);
  }

  private double count(String what, String endpoint) {
    return meters.get("trunkline.provider." + what).tag("endpoint", endpoint).counter().count();
  }
}
