// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.demo;

import dev.trunkline.cli.conversation.CallTimeline;
import dev.trunkline.cli.picture.Timeline;
import dev.trunkline.cli.picture.TimelinePicture;
import dev.trunkline.simulator.telephone.record.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a call leaves in a directory: {@code call.wav}, {@code timeline.png}, {@code report.json}.
 */
public final class CallFiles {
  private CallFiles() {}

  /** Writes the three files; the directory is made if it is missing. */
  public static void write(Path directory, CallReport report, Recording recording)
      throws IOException {
    Files.createDirectories(directory);
    recording.writeWav(directory.resolve("call.wav"));
    TimelinePicture.write(timeline(report, recording), directory.resolve("timeline.png"));
    Files.writeString(directory.resolve("report.json"), report.json() + "\n");
  }

  private static Timeline timeline(CallReport report, Recording recording) {
    return CallTimeline.of(
        report.callSid(),
        report.durationMs(),
        report.utterances(),
        report.turns(),
        recording.callerPcm(),
        recording.assistantPcm());
  }
}
