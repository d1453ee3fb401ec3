// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.speech.pocketsphinx.PocketSphinxLibrary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The speech engines of a simulator, loaded and warm.
 *
 * @param recognizer listens to callers
 * @param synthesizer speaks for the assistant
 */
public record SpeechEngines(Recognizer recognizer, Synthesizer synthesizer)
    implements AutoCloseable {
  static final Setting<Kind> ENGINES =
      Setting.choice("SIM_ENGINES", Kind.AUTO)
          .meaning(
              "What listens and speaks: `auto` (flite speaks if it is installed, else the JVM; the"
                  + " JVM listens), `jvm`, `native` (flite and pocketsphinx; Debian: `flite"
                  + " libpocketsphinx3`), `oracle` (for load tests: knows recordings by their"
                  + " sound), `oracle_echo` (the same, with a voice that speaks and whose echo is"
                  + " understood).")
          .readBy(Component.SIMULATOR);

  static final Setting<String> FLITE_VOICE =
      Setting.text("SIM_FLITE_VOICE", "slt")
          .meaning("The voice of flite; rms, slt and awb suit.")
          .readBy(Component.SIMULATOR);

  static final Setting<String> POCKETSPHINX =
      Setting.text("SIM_POCKETSPHINX", PocketSphinxLibrary.NAME)
          .meaning("The library of pocketsphinx: a name that the system finds, or a file.")
          .readBy(Component.SIMULATOR);

  /** What can be chosen. */
  public enum Kind {
    /** flite speaks if it is installed, else MaryTTS; the JVM listens. */
    AUTO,
    /** MaryTTS speaks, the JVM listens: nothing need be installed. */
    JVM,
    /** flite speaks, pocketsphinx listens; both must be installed. */
    NATIVE,
    /** Neither speaks nor listens really: knows recordings by their sound, and babbles. */
    ORACLE,
    /** The same listener, which also understands the echo of a voice that does speak: MaryTTS. */
    ORACLE_ECHO
  }

  /**
   * Loads what the settings ask for; takes one to several seconds.
   *
   * @throws InvalidSetting if a configured engine is not installed
   */
  public static SpeechEngines of(Settings settings) {
    Kind kind = settings.get(ENGINES);
    Optional<Path> flite = FliteSynthesizer.program(settings.variable("PATH").orElse(""));
    String voice = settings.get(FLITE_VOICE);
    return switch (kind) {
      case ORACLE -> new SpeechEngines(oracle(), new BabbleSynthesizer());
      case ORACLE_ECHO -> {
        OracleRecognizer oracle = oracle();
        yield new SpeechEngines(oracle, new EchoedVoice(new MarySynthesizer(), oracle));
      }
      case JVM -> new SpeechEngines(new JvmRecognizer(), new MarySynthesizer());
      case NATIVE -> {
        Synthesizer speaker = flite(flite, voice);
        yield new SpeechEngines(pocketSphinx(settings), speaker);
      }
      case AUTO ->
          new SpeechEngines(
              new JvmRecognizer(), flite.isPresent() ? flite(flite, voice) : new MarySynthesizer());
    };
  }

  private static OracleRecognizer oracle() {
    var oracle = new OracleRecognizer(Clips.bundled());
    Clips.reactions().all().forEach(oracle::register);
    return oracle;
  }

  private static Synthesizer flite(Optional<Path> program, String voice) {
    return new FliteSynthesizer(
        program.orElseThrow(() ->
            new InvalidSetting(
                ENGINES.name(),
                "asks for flite, which is not on the PATH",
                "install flite or set jvm")),
        voice);
  }

  private static Recognizer pocketSphinx(Settings settings) {
    return new PocketSphinxRecognizer(
        PocketSphinxLibrary.installed(settings.get(POCKETSPHINX))
            .orElseThrow(() ->
                new InvalidSetting(
                    ENGINES.name(),
                    "asks for pocketsphinx, whose library is not found",
                    "install libpocketsphinx3, name its file in "
                        + POCKETSPHINX.name()
                        + ", or set jvm")));
  }

  /** Frees what the recogniser holds. */
  @Override
  public void close() {
    recognizer.close();
  }
}
