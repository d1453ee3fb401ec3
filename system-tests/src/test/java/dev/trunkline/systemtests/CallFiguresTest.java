// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnLatency;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import javax.tools.ToolProvider;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/analytics.md, compiled from there. */
@Tag("slow")
class CallFiguresTest {
  private static final long TEN = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
  private static final long ELEVEN = Instant.parse("2026-11-23T11:00:00Z").toEpochMilli();

  private final PrintStream console = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private TopologyTestDriver driver;

  CallFiguresTest(@TempDir Path classes) throws Exception {
    var settings = new Properties();
    settings.put(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG, InMemoryDslStoreSuppliers.class);
    driver = new TopologyTestDriver(topology(classes), settings);
  }

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void close() {
    System.setOut(console);
    driver.close();
  }

  @Test
  void everyHourHasItsCallsItsAnswerTimesAndItsInterruptions() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", TEN + 1));
    send(Topics.TURNS, new TurnCompleted("CA1", 0, "Hello.", false, null, TEN + 2));
    send(Topics.TURNS, answer("CA1", 1, 600, false));
    send(Topics.TURNS, answer("CA1", 2, 800, true));
    send(Topics.CALLS, new CallStarted("CA2", "MZ2", "+1", "+2", ELEVEN + 1));
    send(Topics.TURNS, answer("CA2", 1, 700, false));
    send(Topics.CALLS, new CallStarted("CA3", "MZ3", "+1", "+2", ELEVEN - 1));
    assertThat(last("2026-11-23T10:00:00Z"))
        .isEqualTo("calls 2  turns 3  interrupted 33 %  answers 2  average 700 ms  p95 800 ms");
    assertThat(last("2026-11-23T11:00:00Z"))
        .isEqualTo("calls 1  turns 1  interrupted 0 %  answers 1  average 700 ms  p95 700 ms");
  }

  @Test
  void aRecordThatIsDeliveredTwiceIsCountedOnce() {
    for (int i = 0; i < 2; i++) {
      send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", TEN + 1));
      send(Topics.TURNS, answer("CA1", 1, 600, true));
    }
    assertThat(last("2026-11-23T10:00:00Z"))
        .isEqualTo("calls 1  turns 1  interrupted 100 %  answers 1  average 600 ms  p95 600 ms");
  }

  @Test
  void whatCannotBeReadIsPassedOver() {
    send(Topics.CALLS.name(), "CA1", "no event".getBytes(UTF_8));
    send(Topics.CALLS.name(), "CA1", "{\"type\":\"call-applauded\",\"v\":2}".getBytes(UTF_8));
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", TEN + 1));
    assertThat(last("2026-11-23T10:00:00Z")).startsWith("calls 1  turns 0");
  }

  private static TurnCompleted answer(
      String callSid, int turn, long answerMs, boolean interrupted) {
    var latency = new TurnLatency(0, 0, 0, 0, 0, 0, 0, answerMs);
    return new TurnCompleted(callSid, turn, "Yes.", interrupted, latency, TEN + 9);
  }

  private <E extends Event> void send(EventTopic<E> topic, E event) {
    send(topic.name(), event.callSid(), topic.codec().encode(event));
  }

  private void send(String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  private @Nullable String last(String hour) {
    List<String> lines =
        printed.toString(UTF_8).lines().filter(line -> line.startsWith(hour)).toList();
    return lines.isEmpty() ? null : lines.getLast().substring(hour.length()).strip();
  }

  private static Topology topology(Path classes) throws Exception {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
      var options =
          List.of(
              "-Xlint:all",
              "-Werror",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      var source = files.getJavaFileObjects(Path.of("..", "docs", "analytics", "CallFigures.java"));
      assertThat(compiler.getTask(null, files, null, options, null, source).call()).isTrue();
    }
    var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    Class<?> program = loader.loadClass("CallFigures");
    var constructor = program.getDeclaredConstructor();
    var topology = program.getDeclaredMethod("topology");
    constructor.setAccessible(true);
    topology.setAccessible(true);
    return (Topology) topology.invoke(constructor.newInstance());
  }
}
