// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import dev.trunkline.cli.TrunklineCommand;
import dev.trunkline.gateway.GatewayMain;
import dev.trunkline.simulator.providers.SimulatorMain;
import dev.trunkline.vad.VadMain;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service does not start with a name that is not a setting. */
class UnknownSettingIT {
  @Test
  void misspeltNameStopsTheServiceWithOneLine() throws Exception {
    FinishedProcess.run(GatewayMain.class, Map.of("GATEWAY_MAX_CALL", "1"))
        .assertRejectedSetting(
            "GATEWAY_MAX_CALL is not a setting; did you mean GATEWAY_MAX_CALLS?");
  }

  @Test
  void nameOfAnotherServiceMisspeltStopsThisOneToo() throws Exception {
    FinishedProcess.run(VadMain.class, Map.of("TTS_CACHED_TEXT", "1"))
        .assertRejectedSetting("TTS_CACHED_TEXT is not a setting; did you mean TTS_CACHED_TEXTS?");
  }

  @Test
  void formerNameStopsTheSimulator() throws Exception {
    FinishedProcess.run(SimulatorMain.class, Map.of("SIMULATOR_ENGINES", "oracle"))
        .assertRejectedSetting("SIMULATOR_ENGINES is called SIM_ENGINES now; rename it");
  }

  @Test
  void formerNameStopsTheCommand() throws Exception {
    FinishedProcess.run(TrunklineCommand.class, Map.of("FILLER", "Well."), "export")
        .assertRejectedSetting(
            "trunkline: FILLER moved to the assistants file (ASSISTANTS_FILE): set"
                + " defaults.manners.filler there instead");
  }
}
