package dev.trunkline.simulator.engine;

import dev.trunkline.common.config.InvalidSetting;
import dev.trunkline.common.config.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The speech engines of a simulator, loaded and warm.
 *
 * @param recognizer listens to callers
 * @param synthesizer speaks for the assistant
 */
public record Engines(Recognizer recognizer, Synthesizer synthesizer) implements AutoCloseable {
  /** Which engines: one of {@link Kind}; {@code auto} unless set. */
  public static final String SETTING = "SIMULATOR_ENGINES";

  /** The voice of flite; its voices rms, slt and awb suit. */
  public static final String VOICE_SETTING = "SIMULATOR_FLITE_VOICE";

  /** What can be chosen. */
  public enum Kind {
    /** flite speaks if it is installed, else MaryTTS; the JVM listens. */
    AUTO,
    /** MaryTTS speaks, the JVM listens: nothing need be installed. */
    JVM,
    /** flite speaks, the JVM listens. */
    NATIVE,
    /** Neither speaks nor listens really: knows recordings by their sound, and babbles. */
    ORACLE
  }

  /**
   * Loads what the settings ask for; takes one to several seconds.
   *
   * @throws InvalidSetting if flite is asked for and not on the PATH
   */
  public static Engines of(Settings settings) {
    Kind kind = settings.choice(SETTING, Kind.AUTO);
    Optional<Path> flite = FliteSynthesizer.program(settings.text("PATH", ""));
    String voice = settings.text(VOICE_SETTING, "slt");
    return switch (kind) {
      case ORACLE -> new Engines(new OracleRecognizer(Clips.bundled()), new BabbleSynthesizer());
      case JVM -> new Engines(new JvmRecognizer(), new MarySynthesizer());
      case NATIVE -> {
        Synthesizer speaker = flite(flite, voice);
        yield new Engines(new JvmRecognizer(), speaker);
      }
      case AUTO ->
          new Engines(
              new JvmRecognizer(), flite.isPresent() ? flite(flite, voice) : new MarySynthesizer());
    };
  }

  private static Synthesizer flite(Optional<Path> program, String voice) {
    return new FliteSynthesizer(
        program.orElseThrow(() ->
            new InvalidSetting(
                SETTING, "asks for flite, which is not on the PATH", "install flite or set jvm")),
        voice);
  }

  /** Ends the threads of the recogniser. */
  @Override
  public void close() {
    if (recognizer instanceof JvmRecognizer jvm) {
      jvm.close();
    }
  }
}
