// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * A process's logging: {@code LOG_FORMAT} is {@code text} or {@code json} (one object a line, with
 * the key-values as fields), {@code LOG_LEVEL} is the level of Trunkline's loggers and {@code
 * LIBRARY_LOG_LEVEL} that of all others. {@code logback.xml} reads them.
 */
public final class Logging {
  private static final String FORMAT = "LOG_FORMAT";
  private static final Set<String> FORMATS = Set.of("text", "json");
  private static final List<String> LEVELS = List.of("LOG_LEVEL", "LIBRARY_LOG_LEVEL");
  private static final Set<String> LEVEL = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private Logging() {}

  /**
   * Checks the settings and routes java.util.logging to SLF4J. Call it first in a process.
   *
   * @throws InvalidSetting if the format or a level does not exist
   */
  public static void configure(Settings settings) {
    if (!FORMATS.contains(settings.text(FORMAT, "text"))) {
      throw new InvalidSetting(FORMAT, "is neither text nor json", "set text or json");
    }
    for (String level : LEVELS) {
      if (!LEVEL.contains(settings.text(level, "INFO").toUpperCase(Locale.ROOT))) {
        throw new InvalidSetting(
            level, "is not a log level", "set TRACE, DEBUG, INFO, WARN, ERROR or OFF");
      }
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
