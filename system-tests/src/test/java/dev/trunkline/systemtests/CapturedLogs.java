// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** All that this process logs, ours in the greatest detail, until it is closed. */
final class CapturedLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.trunkline");

  /** The telephone and the providers' doubles are the outside world. */
  private static final String OUTSIDE = "dev.trunkline.simulator";

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Level before = OURS.getLevel();

  static CapturedLogs capture() {
    var logs = new CapturedLogs();
    logs.setContext(ROOT.getLoggerContext());
    logs.start();
    OURS.setLevel(Level.TRACE);
    ROOT.addAppender(logs);
    return logs;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLoggerName().startsWith(OUTSIDE)) {
      String trace =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(
          "%s %s %s %s"
              .formatted(
                  event.getLoggerName(),
                  event.getFormattedMessage(),
                  event.getKeyValuePairs(),
                  trace));
    }
  }

  /** None of {@code secrets} stands anywhere: message, values, stack traces. */
  void assertSilentOn(List<String> secrets) {
    assertThat(lines).hasSizeGreaterThan(10);
    for (String secret : secrets) {
      String needle = secret.toLowerCase(Locale.ROOT);
      assertThat(lines)
          .as(secret)
          .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(needle));
    }
  }

  @Override
  public void close() {
    ROOT.detachAppender(this);
    OURS.setLevel(before);
  }
}
