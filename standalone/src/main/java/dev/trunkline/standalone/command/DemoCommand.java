package dev.trunkline.standalone.command;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.kafka.KafkaClients;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.Caller;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.standalone.Deployment;
import dev.trunkline.standalone.StandIns;
import dev.trunkline.standalone.broker.EmbeddedBroker;
import dev.trunkline.standalone.demo.CallFiles;
import dev.trunkline.standalone.demo.CallReport;
import dev.trunkline.standalone.demo.Line;
import dev.trunkline.standalone.story.CallStory;
import dev.trunkline.standalone.story.EventReader;
import dev.trunkline.standalone.story.Storyteller;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
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
    Path data = Files.createTempDirectory("trunkline-demo");
    console.println("Starting a Kafka broker, the gateway, four workers and the simulator …");
    Settings environment = Settings.ofEnvironment();
    try (var standIns = StandIns.start(environment);
        var broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
      List<Line> lines = caller.lines(() -> standIns.engines().synthesizer());
      Settings settings = local(standIns.fill(withoutKeys(environment), console), broker);
      try (Deployment deployment = Deployment.start(settings)) {
        console.println(
            "Ready. Placing a call to http://127.0.0.1:" + deployment.port() + "/twiml");
        console.println();
        return place(settings, deployment.port(), lines, console);
      }
    } finally {
      delete(data);
    }
  }

  private int place(Settings settings, int port, List<Line> lines, PrintStream console)
      throws IOException, InterruptedException, TimeoutException {
    var storyteller = new Storyteller(console, false);
    var stories = new Stories();
    try (var telephone = new Telephone(TelephoneSettings.from(settings));
        var _ =
            new EventReader(
                KafkaClients.from(settings),
                event -> {
                  stories.tell(event);
                  storyteller.tell(event);
                })) {
      PhoneCall call =
          telephone.call(CallRequest.inbound(URI.create("http://127.0.0.1:" + port + "/twiml")));
      CallStory story = stories.of(call.sid());
      CallOutcome outcome =
          Caller.follow(call, CallScript.of(lines.stream().map(Line::part).toList()));
      // Not ended by then is one of the troubles that the report looks for.
      var _ = story.awaitEnd(STORY_MS);
      CallReport report = CallReport.of(story, outcome);
      CallFiles.write(out, report, call.recording());
      return Summary.print(console, report, out);
    }
  }

  /** The demo must look the same on every machine, so it never uses somebody's account. */
  private static Settings withoutKeys(Settings settings) {
    return settings.with(Map.of("OPENAI_API_KEY", "", "ELEVENLABS_API_KEY", ""));
  }

  private static Settings local(Settings settings, EmbeddedBroker broker) {
    var token = new byte[16];
    ThreadLocalRandom.current().nextBytes(token);
    return settings.with(
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
            "PORT", "0",
            "GATEWAY_ID", "demo",
            "TWILIO_AUTH_TOKEN", HexFormat.of().formatHex(token),
            "TWILIO_ACCOUNT_SID", "",
            "TWILIO_STREAM_URL", "",
            "TELEPHONE_ALLOW_WS", "true"));
  }

  private static void delete(Path directory) throws IOException {
    try (var tree = Files.walk(directory)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
