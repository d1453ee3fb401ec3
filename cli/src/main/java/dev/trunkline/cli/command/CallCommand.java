// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.demo.CallProblems;
import dev.trunkline.cli.demo.PhoneCallSession;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.speech.SpeechEngines;
import dev.trunkline.simulator.telephone.CallListener;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.ScriptedCaller;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The simulated telephone on its own, against any gateway. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = {
      "Calls a gateway as Twilio would: signed webhook, TwiML, media stream.",
      "Signs with TWILIO_AUTH_TOKEN if it is set."
    })
public final class CallCommand implements Callable<Integer> {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "The gateway's webhook, e.g. http://localhost:8080/twiml.")
  URI to = URI.create("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where call.wav goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/call")
  Path out = Path.of("target/call");

  @Mixin CallerOptions caller = new CallerOptions();

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    PrintStream console = System.out;
    Settings settings =
        Settings.ofEnvironment()
            .with(Map.of("SIM_TELEPHONE_ALLOW_WS", String.valueOf("http".equals(to.getScheme()))));
    List<PhoneCallSession> lines = caller.lines(() -> SpeechEngines.of(settings).synthesizer());
    try (var telephone = new Telephone(TelephoneSettings.from(settings))) {
      console.println("Calling " + to);
      PhoneCall call = telephone.call(CallRequest.inbound(to), new Ticker(console));
      CallOutcome outcome =
          ScriptedCaller.follow(
              call, CallScript.of(lines.stream().map(PhoneCallSession::part).toList()));
      Files.createDirectories(out);
      call.recording().writeWav(out.resolve("call.wav"));
      for (CallOutcome.Utterance said : outcome.utterances()) {
        said.latencyMs()
            .ifPresent(ms ->
                console.printf(
                    Locale.ROOT, "  answer to “%s” heard after %.0f ms%n", said.text(), ms));
      }
      console.println("Written to " + out + ": call.wav (caller left, assistant right)");
      console.flush();
      List<String> troubles = CallProblems.of(outcome);
      troubles.forEach(trouble -> System.err.println("  - " + trouble));
      return troubles.isEmpty() ? 0 : 1;
    }
  }

  /** Prints what the telephone hears. */
  private record Ticker(PrintStream out) implements CallListener {
    @Override
    public void onStatus(CallStatus status) {
      out.println("  call is " + status.word());
    }

    @Override
    public void onCallerSpeaks(String text, double mediaMs) {
      line(mediaMs, "caller     " + text);
    }

    @Override
    public void onAssistantSpeaks(double mediaMs) {
      line(mediaMs, "assistant  speaks");
    }

    @Override
    public void onAssistantQuiet(double mediaMs) {
      line(mediaMs, "assistant  is quiet");
    }

    @Override
    public void onError(DebuggerEntry entry) {
      out.println("  Twilio " + entry.code().number() + ": " + entry.detail());
    }

    private void line(double mediaMs, String what) {
      out.printf(Locale.ROOT, "%7.2f s  %s%n", mediaMs / 1000, what);
    }
  }
}
