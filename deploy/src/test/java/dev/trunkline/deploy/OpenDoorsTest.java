// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the examples open to others. */
class OpenDoorsTest {
  private static final Pattern PUBLISHED = Pattern.compile("(?m)^ {6}- \"(\\S+:[0-9]+)\"$");

  @Test
  void theProxyForwardsOnlyWhatTwilioAsksFor() {
    assertThat(Chart.read(Path.of("..", "deploy", "proxy", "haproxy.cfg")))
        .contains("http-request deny deny_status 404 unless { path /twiml /status /media }");
  }

  @Test
  void composePublishesPortsToThisMachineAlone() {
    List<String> ports =
        PUBLISHED
            .matcher(Chart.read(Path.of("..", "docker-compose.yml")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(ports).hasSize(5).allMatch(port -> port.contains("127.0.0.1:"));
  }
}
