package dev.trunkline.standalone;

import dev.trunkline.common.config.InvalidSetting;
import dev.trunkline.common.config.Settings;
import dev.trunkline.common.service.Logs;
import dev.trunkline.common.service.ServiceMain;
import dev.trunkline.standalone.command.BenchCommand;
import dev.trunkline.standalone.command.BrokerCommand;
import dev.trunkline.standalone.command.CallCommand;
import dev.trunkline.standalone.command.ChaosCommand;
import dev.trunkline.standalone.command.DemoCommand;
import dev.trunkline.standalone.command.EraseCommand;
import dev.trunkline.standalone.command.ExportCommand;
import dev.trunkline.standalone.command.ReplayCommand;
import dev.trunkline.standalone.command.RunCommand;
import dev.trunkline.standalone.command.ServiceCommand;
import dev.trunkline.standalone.command.VerifyLedgersCommand;
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
      BenchCommand.class,
      ChaosCommand.class,
      ExportCommand.class,
      ReplayCommand.class,
      VerifyLedgersCommand.class,
      EraseCommand.class
    })
public final class Trunkline {
  private Trunkline() {}

  public static void main(String[] args) {
    var command = new CommandLine(new Trunkline());
    ServiceCommand.addAllTo(command);
    command.setExecutionExceptionHandler((e, _, _) -> failed(e));
    command.setExecutionStrategy(parsed -> {
      Logs.begin(Settings.ofEnvironment());
      return new CommandLine.RunLast().execute(parsed);
    });
    int code = command.execute(args);
    System.out.flush();
    System.exit(code);
  }

  private static int failed(Exception e) throws Exception {
    if (e instanceof InvalidSetting) {
      System.err.println("trunkline: " + e.getMessage());
      return ServiceMain.BAD_SETTING;
    }
    throw e;
  }
}
