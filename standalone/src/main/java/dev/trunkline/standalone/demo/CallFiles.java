package dev.trunkline.standalone.demo;

import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.standalone.picture.Timeline;
import dev.trunkline.standalone.picture.Timeline.Mark;
import dev.trunkline.standalone.picture.Timeline.Span;
import dev.trunkline.standalone.picture.TimelinePicture;
import dev.trunkline.standalone.story.CallStory.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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
    String title =
        String.format(
            Locale.ROOT,
            "Call %s · %.1f s · %d utterances · %d turns",
            report.callSid(),
            report.durationMs() / 1000.0,
            report.utterances().size(),
            report.turns().size());
    List<Span> utterances =
        report.utterances().stream()
            .map(u -> new Span(u.startMs(), u.endMs(), u.text(), ""))
            .toList();
    List<Span> turns =
        report.turns().stream()
            .map(t -> new Span(t.startMs(), t.endMs(), t.text(), note(t)))
            .toList();
    List<Mark> marks =
        report.turns().stream()
            .filter(Heard::interrupted)
            .map(t -> new Mark(t.endMs(), "interrupted"))
            .toList();
    return new Timeline(
        title, recording.callerPcm(), recording.assistantPcm(), utterances, turns, marks);
  }

  private static String note(Heard turn) {
    return turn.latency() == null || turn.latency().answerMs() < 0
        ? ""
        : "answer after " + turn.latency().answerMs() + " ms";
  }
}
