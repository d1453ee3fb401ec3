// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.cli.conversation.ConversationPrinter;
import dev.trunkline.cli.conversation.LiveEventReader;
import dev.trunkline.cli.conversation.ShownWords;
import dev.trunkline.cli.stack.ServicesInOneJvm;
import dev.trunkline.cli.stack.StandInProviders;
import dev.trunkline.dialog.redaction.TranscriptRedactor;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Everything in one process, for real callers. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Answers calls until it is stopped, with everything in one process.",
      "Uses ElevenLabs and OpenAI where there is a key, local stand-ins where there is none.",
      "Keeps its topics in BROKER_DATA_DIR (./data)."
    })
public final class RunCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  @Override
  public Integer call() throws InterruptedException {
    PrintStream console = System.out;
    Settings settings = Settings.ofEnvironment();
    Deque<AutoCloseable> started = new ArrayDeque<>();
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(started, stopped)));
    try {
      ServicesInOneJvm deployment = start(settings, started, console);
      explain(settings, deployment.port(), console);
      stopped.await();
      return 0;
    } catch (RuntimeException e) {
      stop(started, stopped);
      throw e;
    }
  }

  private static ServicesInOneJvm start(
      Settings environment, Deque<AutoCloseable> started, PrintStream console) {
    ServicesInOneJvm.check(environment);
    Settings settings = environment;
    if (!settings.isSet(SharedSettings.KAFKA_BOOTSTRAP_SERVERS)) {
      EmbeddedBroker broker = BrokerCommand.start(settings);
      push(started, broker);
      console.println("  Kafka: in this process at " + broker.bootstrapServers());
      settings = settings.with(Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
    }
    if (StandInProviders.areNeededBy(settings)) {
      StandInProviders standIns = StandInProviders.start(settings);
      push(started, standIns);
      settings = standIns.fill(settings, console);
    }
    ServicesInOneJvm deployment = ServicesInOneJvm.start(settings);
    push(started, deployment);
    if (isTerminal()) {
      var shown = ShownWords.of(TranscriptRedactor.forTexts(settings));
      var storyteller = new ConversationPrinter(console, true, shown);
      push(started, new LiveEventReader(KafkaClients.from(settings), storyteller::accept));
    } else {
      console.println("  Conversations are shown on a terminal only.");
    }
    return deployment;
  }

  /** A supervisor's journal keeps what is printed beyond retention, and out of reach of erasing. */
  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private static void explain(Settings settings, int port, PrintStream console) {
    console.println();
    console.println("Ready for calls on http://localhost:" + port);
    console.println("  1. Make it reachable from outside, for example:  ngrok http " + port);
    console.println(
        "  2. At Twilio, under the number's “A call comes in”, enter as webhook (POST):");
    console.println("       https://<what ngrok prints>/twiml");
    console.println(
        "  Try it without Twilio:  ./trunkline call --to http://localhost:" + port + "/twiml");
    if (!settings.isSet(SharedSettings.TWILIO_AUTH_TOKEN)) {
      console.println(
          "  TWILIO_AUTH_TOKEN is not set: any client that reaches this address can call. Set it"
              + " for real calls.");
    }
    console.println("  Stop with Ctrl-C.");
    console.println();
    console.flush();
  }

  private static void push(Deque<AutoCloseable> started, AutoCloseable part) {
    synchronized (started) {
      started.push(part);
    }
  }

  private static void stop(Deque<AutoCloseable> started, CountDownLatch stopped) {
    synchronized (started) {
      while (!started.isEmpty()) {
        try {
          started.pop().close();
        } catch (Exception e) {
          log.atWarn().setCause(e).log("component did not stop cleanly; stopping the others");
        }
      }
    }
    stopped.countDown();
  }
}
