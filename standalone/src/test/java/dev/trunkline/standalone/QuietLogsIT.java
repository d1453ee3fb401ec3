package dev.trunkline.standalone;

import static dev.trunkline.standalone.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.standalone.LocalStack.Placed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a call leaves in the logs. */
class QuietLogsIT {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  @Test
  void aCallAndItsTroublesLeaveNoWordNoNumberAndNoSecretInTheLogs() throws Exception {
    try (var logs = CapturedLogs.capture()) {
      var secrets = new ArrayList<>(List.of("time do you open", "that is all", "No thank you"));
      try (LocalStack stack = LocalStack.start()) {
        stack.fault(
            "chat",
            "{\"rules\":[{\"type\":\"error\",\"error\":\"invalid_api_key\",\"status\":401,"
                + "\"next\":1}]}");
        stack.fault(
            "tts", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":3,\"next\":1}]}");
        Placed placed = stack.place(CallScript.of(List.of(say(OPENING), say(GOODBYE))));
        assertThat(placed.story().turns()).hasSizeGreaterThan(1);
        placed.story().turns().forEach(turn -> secrets.add(turn.text()));
        secrets.addAll(List.of("4155550100", "5005550006"));
        stack
            .settings
            .values()
            .forEach((name, value) -> {
              if (name.matches(".*(_KEY|_TOKEN|_SECRET)")) {
                secrets.add(value);
              }
            });
      }
      assertThat(secrets).hasSizeGreaterThan(8);
      logs.assertSilentOn(secrets.stream().filter(text -> text.length() > 3).toList());
    }
  }
}
