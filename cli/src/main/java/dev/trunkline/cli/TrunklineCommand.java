// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli;

import dev.trunkline.cli.command.BrokerCommand;
import dev.trunkline.cli.command.CallCommand;
import dev.trunkline.cli.command.DemoCommand;
import dev.trunkline.cli.command.EraseCommand;
import dev.trunkline.cli.command.ExportCommand;
import dev.trunkline.cli.command.ReplayCommand;
import dev.trunkline.cli.command.RunCommand;
import dev.trunkline.cli.command.ServiceCommand;
import dev.trunkline.cli.command.VerifyLedgersCommand;
import dev.trunkline.runtime.service.Logging;
import dev.trunkline.runtime.service.ServiceMain;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code trunkline} command. Exit codes: 0 good, 1 something failed, 2 wrong usage or setting.
 */
@Command(
    name = "trunkline",
    mixinStandardHelpOptions = true,
    version = "Trunkline 0.1.0",
    description = "Telephone assistants over Kafka.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CommandLine.HelpCommand.class,
      DemoCommand.class,
      RunCommand.class,
      BrokerCommand.class,
      CallCommand.class,
      ExportCommand.class,
      ReplayCommand.class,
      VerifyLedgersCommand.class,
      EraseCommand.class
    })
public final class TrunklineCommand {
  private TrunklineCommand() {}

  public static void main(String[] args) {
    var command = new CommandLine(new TrunklineCommand());
    ServiceCommand.addAllTo(command);
    ServiceLoader.load(CommandModule.class).forEach(module -> module.addTo(command));
    command.setExecutionExceptionHandler((e, _, _) -> failed(e));
    int code = run(command, args);
    System.out.flush();
    System.exit(code);
  }

  private static int run(CommandLine command, String... args) {
    try {
      Logging.configure(Settings.ofEnvironment());
    } catch (InvalidSetting e) {
      return failed(e);
    }
    return command.execute(args);
  }

  private static int failed(InvalidSetting e) {
    System.err.println("trunkline: " + e.getMessage());
    return ServiceMain.BAD_SETTING;
  }

  private static int failed(Exception e) throws Exception {
    if (e instanceof InvalidSetting invalid) {
      return failed(invalid);
    }
    throw e;
  }
}
