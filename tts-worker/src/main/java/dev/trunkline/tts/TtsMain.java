package dev.trunkline.tts;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.service.ServiceMain;

/** Runs the TTS worker as a process of its own. */
public final class TtsMain {
  private static final int HEALTH_PORT = 8084;

  private TtsMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(Settings.ofEnvironment(), HEALTH_PORT, TtsService::new);
  }
}
