// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** How a process logs. {@code logback.xml} reads these settings itself; here they are checked. */
public final class Logging {
  private static final String[] LEVELS = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF"};

  static final Setting<String> LEVEL =
      Setting.oneOf("LOG_LEVEL", "INFO", LEVELS)
          .meaning("Log level of Trunkline's own classes.")
          .reason("DEBUG to look into a problem.")
          .readByAll();

  static final Setting<String> LIBRARY_LEVEL =
      Setting.oneOf("LOG_LIBRARY_LEVEL", "WARN", LEVELS)
          .meaning("Log level of everything else, such as the Kafka clients.")
          .reason("INFO to see Kafka clients connect and rebalance.")
          .readByAll();

  static final Setting<String> FORMAT =
      Setting.oneOf("LOG_FORMAT", "text", "text", "json")
          .meaning(
              "Log format: lines of text, or one JSON object a line with the call's `CallSid` in"
                  + " `call`.")
          .reason("json where logs are collected.")
          .readByAll();

  private Logging() {}

  /**
   * Checks the settings and routes java.util.logging to SLF4J. Call it first in a process.
   *
   * @throws InvalidSetting if the format or a level does not exist
   */
  public static void configure(Settings settings) {
    settings.get(FORMAT);
    settings.get(LEVEL);
    settings.get(LIBRARY_LEVEL);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
