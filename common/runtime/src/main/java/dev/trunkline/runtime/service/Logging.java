// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * How a process logs: {@code LOG_FORMAT} is {@code text} or {@code json} (one object a line, the
 * keys beside the message as its fields), {@code LOG_LEVEL} our own level, {@code
 * LIBRARY_LOG_LEVEL} that of the rest. They are read by {@code logback.xml}.
 */
public final class Logging {
  private static final String FORMAT = "LOG_FORMAT";
  private static final Set<String> FORMATS = Set.of("text", "json");
  private static final List<String> LEVELS = List.of("LOG_LEVEL", "LIBRARY_LOG_LEVEL");
  private static final Set<String> LEVEL = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private Logging() {}

  /**
   * To be called first in a process. What libraries log otherwise comes in the same form.
   *
   * @throws InvalidSetting if there is no such form, or no such level
   */
  public static void configure(Settings settings) {
    if (!FORMATS.contains(settings.text(FORMAT, "text"))) {
      throw new InvalidSetting(FORMAT, "is neither text nor json", "set text or json");
    }
    for (String level : LEVELS) {
      if (!LEVEL.contains(settings.text(level, "INFO").toUpperCase(Locale.ROOT))) {
        throw new InvalidSetting(
            level, "is no level", "set TRACE, DEBUG, INFO, WARN, ERROR or OFF");
      }
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
