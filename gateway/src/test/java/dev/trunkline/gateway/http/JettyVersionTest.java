// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.jetty.util.Jetty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@link WebServer} and {@link WebSocketSender} use Jetty below Javalin, which has no compatibility
 * promise for it. After an update of either, check what they rely on, then change the version here:
 * {@code StreamValidationTest}, {@code ManyConnectionsTest}, {@code MediaStreamTest} and {@code
 * DrainTest} exercise it.
 */
class JettyVersionTest {
  @Test
  @DisplayName("idle timeouts, queue bounds and compression were checked against these versions")
  void jettyBelowJavalinIsTheCheckedVersion() throws IOException {
    assertThat(javalinVersion()).isEqualTo("7.2.3");
    assertThat(Jetty.VERSION).isEqualTo("12.1.12");
  }

  private static String javalinVersion() throws IOException {
    var properties = new Properties();
    try (InputStream in =
        JettyVersionTest.class.getResourceAsStream(
            "/META-INF/maven/io.javalin/javalin/pom.properties")) {
      properties.load(Objects.requireNonNull(in));
    }
    return properties.getProperty("version", "");
  }
}
