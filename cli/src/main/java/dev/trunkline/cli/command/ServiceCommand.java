// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.dialog.DialogMain;
import dev.trunkline.gateway.GatewayMain;
import dev.trunkline.simulator.providers.SimulatorMain;
import dev.trunkline.stt.SttMain;
import dev.trunkline.tts.TtsMain;
import dev.trunkline.vad.VadMain;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** One service as a process of its own, configured by the environment. */
@Command(mixinStandardHelpOptions = true)
public final class ServiceCommand implements Callable<Integer> {
  private final Consumer<String[]> main;

  private ServiceCommand(Consumer<String[]> main) {
    this.main = main;
  }

  /** Adds the six services to {@code command}. */
  public static void addAllTo(CommandLine command) {
    add(command, "gateway", "Twilio's webhook and media streams", GatewayMain::main);
    add(command, "vad-worker", "hears where speech begins and ends", VadMain::main);
    add(command, "stt-worker", "turns speech into words", SttMain::main);
    add(command, "dialog-worker", "decides what is answered", DialogMain::main);
    add(command, "tts-worker", "turns words into speech", TtsMain::main);
    add(command, "simulator", "stands in for the providers", SimulatorMain::main);
  }

  private static void add(
      CommandLine command, String name, String description, Consumer<String[]> main) {
    var service = new CommandLine(new ServiceCommand(main));
    service
        .getCommandSpec()
        .usageMessage()
        .description("The " + name + " alone: " + description + ".");
    command.addSubcommand(name, service);
  }

  @Override
  public Integer call() {
    main.accept(new String[0]);
    return 0;
  }
}
