// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.bargeIn;
import static dev.trunkline.systemtests.LocalStack.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.telephone.CallScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the services export, read as Prometheus reads it. Its counts are exact, so it has a stack of
 * its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(11)
class MetricsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Made by {@code TinyModel} of the VAD worker's tests. */
  private static final Map<String, String> TURN_MODEL =
      Map.of("VAD_TURN_MODEL_PATH", "src/test/resources/turn-model.onnx");

  private LocalStack stack;

  @BeforeAll
  void placeACall() throws Exception {
    stack = LocalStack.start(TURN_MODEL);
    stack.place(
        CallScript.of(
            List.of(
                say("What time do you open tomorrow?"),
                bargeIn("Can I change my appointment to Friday?", 900),
                say("No thank you, that is all, goodbye."))));
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void exportedMetricsAreTheDocumentedOnes() throws Exception {
    assertThat(MetricsTable.exported(stack.metrics()))
        .containsExactlyEntriesOf(MetricsTable.documented());
  }

  @Test
  void documentedJvmMetricsExist() throws Exception {
    String scrape = stack.metrics();
    Matcher names =
        Pattern.compile("`((?:jvm|process|system)_\\w+)`")
            .matcher(Files.readString(Path.of("../docs/metrics.md")));
    assertThat(names.results().map(name -> name.group(1)))
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> assertThat(scrape).contains("# TYPE " + name + " "));
  }

  @Test
  void everyStageCountsTheCall() throws Exception {
    assertThat(stack.metric("trunkline_turn_answer_seconds_count")).isGreaterThanOrEqualTo(2);
    assertThat(stack.metric("trunkline_turn_stage_seconds_count{stage=\"first-audio\"}"))
        .isGreaterThanOrEqualTo(2);
    assertThat(stack.metric("trunkline_turns_cancelled_total{cause=\"barge-in\"}")).isEqualTo(1);
    assertThat(stack.metric("trunkline_gateway_interrupts_total")).isEqualTo(1);
    assertThat(stack.metric("trunkline_gateway_webhooks_total{answer=\"stream\"}")).isEqualTo(1);
    for (String stage : List.of("stt", "llm", "tts")) {
      String provider = stage.equals("llm") ? "openai" : "elevenlabs";
      assertThat(
              stack.metric(
                  "trunkline_provider_calls_total{endpoint=\"first\",provider=\"%s\",stage=\"%s\"}"
                      .formatted(provider, stage)))
          .as(stage)
          .isPositive();
    }
    for (String service :
        List.of("gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker")) {
      assertThat(stack.metric("trunkline_ready{service=\"%s\"}".formatted(service))).isEqualTo(1);
    }
  }

  @Test
  void turnModelJudgedTheCallersTurns() throws Exception {
    double judged = 0;
    for (String outcome : List.of("complete", "incomplete")) {
      judged += stack.metric("trunkline_vad_turns_total{outcome=\"%s\"}".formatted(outcome));
    }
    assertThat(judged).isPositive();
    assertThat(stack.metric("trunkline_vad_turns_total{outcome=\"failed\"}")).isZero();
  }

  /** The autoscaler reads this metric. */
  @Test
  void consumerLagIsExportedAndGoesDown() throws Exception {
    for (String group : List.of("dialog", "stt")) {
      String lag = "trunkline_consumer_lag_records{group=\"%s\"}".formatted(group);
      byte[] unknown = "{\"type\":\"of-a-newer-version\"}".getBytes(UTF_8);
      try (var producer =
          KafkaClients.from(stack.settings).producer("backlog", Duration.ofMillis(20))) {
        await(lag + " above 0")
            .atMost(TIMEOUT)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> {
              if (stack.metric(lag) > 0) {
                return true;
              }
              for (int i = 0; i < 50_000; i++) {
                var _ = producer.send(new ProducerRecord<>("speech", "CA" + i, unknown));
              }
              return false;
            });
      }
      await(lag + " to return to 0").atMost(TIMEOUT).until(() -> stack.metric(lag) == 0);
    }
    assertThat(stack.metric("trunkline_records_dead_total{reason=\"unreadable\",topic=\"speech\"}"))
        .isZero();
  }
}
