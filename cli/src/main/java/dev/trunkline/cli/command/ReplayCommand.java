// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.log.CallFinder;
import dev.trunkline.cli.log.CallFolder;
import dev.trunkline.cli.log.CallLog;
import dev.trunkline.cli.replay.Comparison;
import dev.trunkline.cli.replay.LiveReplay;
import dev.trunkline.cli.replay.RecordedReplay;
import dev.trunkline.cli.replay.ReplayOutcome;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has recorded calls once more. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Has recorded calls once more and says what differs.",
      "recorded: the providers' recorded answers go through the rules of the conversation, and"
          + " every decision is compared byte for byte. Exit code 1 if any differs.",
      "live: a running gateway is called with the recorded caller's voice, and the conversations"
          + " are compared."
    })
public final class ReplayCommand implements Callable<Integer> {
  /** Where the calls are. */
  static final class Calls {
    @Option(names = "--call", paramLabel = "CA…", description = "A call that is in the topics.")
    Optional<String> callSid = Optional.empty();

    @Option(names = "--dir", paramLabel = "DIR", description = "A call that was exported.")
    Optional<Path> directory = Optional.empty();

    @Option(names = "--suite", paramLabel = "DIR", description = "All exported calls below DIR.")
    Optional<Path> suite = Optional.empty();
  }

  /** Who answers. */
  enum Providers {
    recorded,
    live
  }

  /** Whose rules and texts. */
  enum Rules {
    recorded,
    current
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  Calls calls = new Calls();

  @Option(
      names = "--providers",
      defaultValue = "recorded",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Providers providers = Providers.recorded;

  @Option(
      names = "--manners",
      defaultValue = "recorded",
      description = {
        "With recorded providers: the prompt, texts and rules of the call, or those of this",
        "environment: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
      })
  Rules manners = Rules.recorded;

  @Option(
      names = "--speed",
      paramLabel = "1|max",
      description = "max with recorded providers, who need no time; 1 with live ones, who do.")
  Optional<String> speed = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "With live providers: the gateway's webhook (default: ${DEFAULT-VALUE}).",
      defaultValue = "http://localhost:8080/twiml")
  URI to = URI.create("http://localhost:8080/twiml");

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    checkSpeed();
    List<CallLog> recorded = recorded();
    if (recorded.isEmpty()) {
      System.err.println(
          "trunkline: there is no such call in the topics, or no call in that suite");
      return 1;
    }
    int worst = 0;
    for (CallLog call : recorded) {
      worst = Math.max(worst, providers == Providers.recorded ? decide(call) : phone(call));
    }
    return worst;
  }

  private void checkSpeed() {
    String possible = providers == Providers.recorded ? "max" : "1";
    if (speed.isPresent() && !speed.get().equals(possible)) {
      throw new InvalidSetting(
          "--speed",
          "is not " + possible,
          providers == Providers.recorded
              ? "leave it out: recorded answers are there at once, and the clock is the recorded"
                  + " one"
              : "leave it out: a caller speaks no faster than time");
    }
  }

  private List<CallLog> recorded() throws IOException {
    if (calls.callSid.isPresent()) {
      return CallFinder.find(ClusterOption.named(Settings.ofEnvironment()), calls.callSid.get())
          .stream()
          .toList();
    }
    if (calls.directory.isPresent()) {
      return List.of(CallFolder.read(calls.directory.get()));
    }
    var suite = new ArrayList<CallLog>();
    for (Path directory : CallFolder.suite(calls.suite.orElseThrow())) {
      suite.add(CallFolder.read(directory));
    }
    return suite;
  }

  private int decide(CallLog call) {
    ReplayOutcome verdict =
        manners == Rules.recorded
            ? RecordedReplay.of(call)
            : RecordedReplay.of(call, current(Settings.ofEnvironment()));
    PrintStream out = System.out;
    out.printf(
        "%s: %d decisions made again (%d commands to the gateway on record): %s%n",
        verdict.callSid(),
        verdict.decisions(),
        verdict.commands(),
        verdict.isSame() ? "all the same" : verdict.differences().size() + " differences");
    verdict.differences().forEach(difference -> out.println("  " + difference.text()));
    verdict.troubles().forEach(trouble -> out.println("  " + trouble));
    return verdict.isSame() ? 0 : 1;
  }

  private static AssistantProfiles current(Settings settings) {
    Assistants assistants = Assistants.in(settings);
    AssistantProfiles profiles = AssistantProfiles.from(settings, assistants);
    assistants.errors().throwIfAny();
    return profiles;
  }

  private int phone(CallLog call) throws InterruptedException, TimeoutException {
    Settings settings = Settings.ofEnvironment();
    ClusterOption.named(settings);
    PrintStream out = System.out;
    out.println(call.callSid() + ": calling " + to + " with the recorded caller …");
    out.flush();
    Comparison both = new LiveReplay(settings, to).run(call);
    List<String> differences = both.differences();
    out.println(
        "  as "
            + both.now().callSid()
            + ": "
            + (differences.isEmpty() ? "the same words on both sides" : "what differs:"));
    differences.forEach(difference -> out.println("  " + difference));
    both.latencies().forEach(line -> out.println("  " + line));
    return 0;
  }
}
