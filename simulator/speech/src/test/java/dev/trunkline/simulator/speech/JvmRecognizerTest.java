// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
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
