// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.conversation.ConversationPrinter;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ShownWords;
import dev.trunkline.cli.demo.CallFiles;
import dev.trunkline.cli.demo.CallReport;
import dev.trunkline.cli.demo.PhoneCallSession;
import dev.trunkline.cli.stack.DemoStack;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.ScriptedCaller;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Places a call on this machine, with everything real but the telephone line, and shows it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Places a call on this machine and shows it; needs no keys and no network.")
public final class DemoCommand implements Callable<Integer> {
  private static final long STORY_MS = 10_000;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where call.wav, timeline.png and report.json go (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/demo")
  Path out = Path.of("target/demo");

  @Mixin CallerOptions caller = new CallerOptions();

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    PrintStream console = System.out;
    console.println("Starting a Kafka broker, the gateway, four workers and the simulator …");
    var storyteller = new ConversationPrinter(console, false, ShownWords.all());
    var stories = new ConversationOutput();
    try (DemoStack sandbox =
        DemoStack.start(
            Settings.ofEnvironment(),
            console,
            event -> {
              stories.accept(event);
              storyteller.accept(event);
            })) {
      List<PhoneCallSession> lines = caller.lines(() -> sandbox.standIns().engines().synthesizer());
      console.println("Ready. Placing a call to " + sandbox.webhook());
      console.println();
      PhoneCall call = sandbox.telephone().call(CallRequest.inbound(sandbox.webhook()));
      ObservedCall story = stories.of(call.sid());
      CallOutcome outcome =
          ScriptedCaller.follow(
              call, CallScript.of(lines.stream().map(PhoneCallSession::part).toList()));
      // Not ended by then is one of the troubles that the report looks for.
      var _ = story.awaitEnd(STORY_MS);
      CallReport report = CallReport.of(story, outcome);
      CallFiles.write(out, report, call.recording());
      return CallSummaryOutput.print(console, report, out);
    }
  }
}
