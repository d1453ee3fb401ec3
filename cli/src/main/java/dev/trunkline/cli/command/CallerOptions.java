// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.demo.PhoneCallSession;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.speech.Synthesizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the caller says: {@code --say} and {@code --wav}, in the order they are given. */
final class CallerOptions {
  private static final List<String> DEFAULT =
      List.of(
          "What time do you open tomorrow?",
          "I would like to check the status of order number four two seven.",
          "Can I change my appointment to Friday?",
          "No thank you, that is all, goodbye.");

  /** One thing to say. */
  static final class Said {
    @Option(
        names = "--say",
        paramLabel = "TEXT",
        description = "The caller says this; may be repeated.")
    String text = "";

    @Option(
        names = "--wav",
        paramLabel = "FILE",
        description = "The caller says what is in this WAV file; may be repeated.")
    Path wav = Path.of("");
  }

  @ArgGroup(exclusive = true, multiplicity = "0..*")
  List<Said> said = new ArrayList<>();

  List<PhoneCallSession> lines(Supplier<Synthesizer> voice) {
    Clips clips = Clips.bundled();
    if (said.isEmpty()) {
      return DEFAULT.stream().map(text -> PhoneCallSession.spoken(text, clips, voice)).toList();
    }
    return said.stream()
        .map(s ->
            s.text.isEmpty()
                ? PhoneCallSession.recorded(s.wav)
                : PhoneCallSession.spoken(s.text, clips, voice))
        .toList();
  }
}
