package dev.trunkline.standalone.command;

import dev.trunkline.common.config.Settings;
import dev.trunkline.simulator.engine.Engines;
import dev.trunkline.simulator.telephone.CallListener;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import dev.trunkline.standalone.demo.Line;
import dev.trunkline.standalone.demo.PlacedCall;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
  public Integer call() throws IOException, InterruptedException {
    PrintStream console = System.out;
    Settings settings =
        Settings.ofEnvironment()
            .with(Map.of("TELEPHONE_ALLOW_WS", String.valueOf("http".equals(to.getScheme()))));
    List<Line> lines = caller.lines(() -> Engines.of(settings).synthesizer());
    try (var telephone = new Telephone(TelephoneSettings.from(settings))) {
      console.println("Calling " + to);
      PlacedCall placed = PlacedCall.dial(telephone, to, lines, new Ticker(console));
      placed.talk();
      Files.createDirectories(out);
      placed.call().recording().writeWav(out.resolve("call.wav"));
      List<Long> waits = placed.atEarMs();
      for (int i = 0; i < waits.size(); i++) {
        console.println(
            "  answer to “" + placed.said().get(i) + "” heard after " + waits.get(i) + " ms");
      }
      console.println("Written to " + out + ": call.wav (caller left, assistant right)");
      placed.troubles().forEach(trouble -> System.err.println("  - " + trouble));
      return placed.troubles().isEmpty() && waits.stream().allMatch(ms -> ms >= 0) ? 0 : 1;
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
