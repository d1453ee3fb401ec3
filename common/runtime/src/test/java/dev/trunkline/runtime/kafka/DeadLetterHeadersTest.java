// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.UnreadableRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DeadLetterHeadersTest {

  @Test
  void deadLetterHeadersMatchAsyncApi() throws IOException {
    var written = new RecordHeaders();
    DeadLetters.label(written, "stt-worker", "speech-0@0", new UnreadableRecord("not JSON"));
    Set<Object> names =
        Stream.of(written.toArray()).map(Header::key).collect(Collectors.toUnmodifiableSet());

    Map<?, ?> described = at(api(), "components", "messages", "dead-letter", "headers");
    assertThat(at(described, "properties").keySet().containsAll(names)).isTrue();
    assertThat(Set.copyOf((Collection<?>) requireNonNull(described.get("required"))))
        .isEqualTo(names);
  }

  private static Map<?, ?> api() throws IOException {
    try (InputStream yaml = Files.newInputStream(Path.of("..", "..", "docs", "asyncapi.yaml"))) {
      return (Map<?, ?>)
          requireNonNull(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
    }
  }

  private static Map<?, ?> at(Map<?, ?> node, String... path) {
    Map<?, ?> at = node;
    for (String name : path) {
      at = (Map<?, ?>) requireNonNull(at.get(name), name);
    }
    return at;
  }
}
