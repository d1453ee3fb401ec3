package dev.trunkline.simulator.engine;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JvmRecognizerTest extends ListeningTest {
  @SuppressWarnings("NullAway.Init")
  private static JvmRecognizer recognizer;

  @BeforeAll
  static void load() {
    recognizer = new JvmRecognizer();
  }

  @AfterAll
  static void unload() {
    recognizer.close();
  }

  @Override
  Recognizer recognizer() {
    return recognizer;
  }
}
