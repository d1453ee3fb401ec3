// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.bargeIn;
import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trunkline.cli.TrunklineCommand;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.export.CallExport;
import dev.trunkline.cli.log.CallFinder;
import dev.trunkline.cli.log.CallFolder;
import dev.trunkline.cli.log.CallLog;
import dev.trunkline.cli.replay.Comparison;
import dev.trunkline.cli.replay.Difference;
import dev.trunkline.cli.replay.LiveReplay;
import dev.trunkline.cli.replay.RecordedReplay;
import dev.trunkline.cli.replay.ReplayOutcome;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A call is exported from the topics and replayed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(6)
class ReplayIT {
  private static final String OPENING = "What time do you open tomorrow?";

  /** Samples that are on their way when the caller hangs up. */
  private static final int IN_FLIGHT = 120 * 8;

  private LocalStack stack;
  private FinishedCall placed;
  private CallLog call;

  @BeforeAll
  void place() throws Exception {
    stack = LocalStack.start();
    placed =
        stack.place(
            CallScript.of(
                List.of(
                    say(OPENING),
                    bargeIn("Can I change my appointment to Friday?", 900),
                    say("No thank you, that is all, goodbye."))));
    call = CallFinder.find(KafkaClients.from(stack.settings), placed.call().sid()).orElseThrow();
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void exportedCallHoldsWhatBothSidesHeard(@TempDir Path directory) throws Exception {
    new CallExport(call).write(directory);
    assertThat(call.gone()).isEmpty();
    assertThat(Files.readString(directory.resolve("transcript.txt")))
        .contains("caller     What time do you open tomorrow")
        .contains("— interrupted")
        .containsIgnoringCase("goodbye");
    assertThat(directory.resolve("timeline.png")).isNotEmptyFile();
    short[] caller = channel(directory.resolve("call.wav"), 0);
    short[] spoken = placed.call().recording().callerPcm();
    int whole = spoken.length - IN_FLIGHT;
    assertThat(caller.length).isGreaterThanOrEqualTo(whole);
    assertThat(Arrays.copyOf(caller, whole)).isEqualTo(Arrays.copyOf(spoken, whole));
    assertThat(loudMs(caller)).isPositive();
    // The voice is where the caller heard it, except for the delay of the network.
    short[] assistant = channel(directory.resolve("call.wav"), 1);
    assertThat(loudMs(assistant))
        .isCloseTo(loudMs(placed.call().recording().assistantPcm()), offset(600L));
  }

  @Test
  void replayMakesTheSameDecisionsByteForByte(@TempDir Path directory) throws Exception {
    ReplayOutcome verdict = RecordedReplay.of(call);
    assertThat(verdict.differences()).isEmpty();
    assertThat(verdict.troubles()).isEmpty();
    assertThat(verdict.decisions()).isGreaterThan(6);
    assertThat(verdict.commands()).isPositive();
    new CallExport(call).write(directory);
    assertThat(RecordedReplay.of(CallFolder.read(directory))).isEqualTo(verdict);
  }

  @Test
  void alteredEventMakesADifference(@TempDir Path directory) throws Exception {
    new CallExport(call).write(directory);
    Path records = directory.resolve("events.jsonl");
    String original = Files.readString(records);
    String altered =
        original
            .lines()
            .map(line ->
                line.contains("\"type\":\"final-transcript\"")
                    ? line.replace("open", "close")
                    : line)
            .reduce("", (a, b) -> a + b + "\n");
    assertThat(altered).isNotEqualTo(original);
    Files.writeString(records, altered);
    ReplayOutcome verdict = RecordedReplay.of(CallFolder.read(directory));
    assertThat(verdict.isSame()).isFalse();
    assertThat(verdict.differences())
        .filteredOn(difference -> difference.topic().equals("turns"))
        .extracting(Difference::now)
        .anyMatch(json -> json.contains("close tomorrow"));
  }

  @Test
  void verifyLedgersAndEraseCommandsReportTheCall() throws Exception {
    FinishedProcess verified = command("verify-ledgers");
    assertThat(verified.output()).last().isEqualTo("Everything is accounted for.");
    assertThat(verified.exitCode()).isZero();

    FinishedProcess asked = command("erase", "--call", placed.call().sid());
    assertThat(asked.output()).anyMatch(line -> line.contains("Nothing was erased"));
    assertThat(asked.exitCode()).isEqualTo(1);
  }

  private FinishedProcess command(String... arguments) throws Exception {
    return FinishedProcess.run(TrunklineCommand.class, stack.settings.values(), arguments);
  }

  @Test
  void recordedCallerCanCallAgain() throws Exception {
    Comparison both = new LiveReplay(stack.settings, stack.webhook()).run(call);
    assertThat(both.now().callSid()).isNotEqualTo(placed.call().sid());
    assertThat(both.now().utterances().stream().map(u -> Clips.normalised(u.text())).toList())
        .startsWith(Clips.normalised(OPENING));
    assertThat(both.now().turns())
        .extracting(Heard::text)
        .first()
        .isEqualTo(placed.observed().turns().getFirst().text());
    assertThat(both.latencies()).isNotEmpty();
  }

  private static short[] channel(Path wav, int channel) throws Exception {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(wav.toFile())) {
      byte[] bytes = in.readAllBytes();
      var samples = new short[bytes.length / 4];
      for (int i = 0; i < samples.length; i++) {
        int at = 4 * i + 2 * channel;
        samples[i] = (short) ((bytes[at] & 0xFF) | (bytes[at + 1] << 8));
      }
      return samples;
    }
  }

  private static long loudMs(short[] samples) {
    long loud = 0;
    for (int i = 0; i + 80 <= samples.length; i += 80) {
      int peak = 0;
      for (int j = i; j < i + 80; j++) {
        peak = Math.max(peak, Math.abs(samples[j]));
      }
      loud += peak > 500 ? 10 : 0;
    }
    return loud;
  }
}
