// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.UnreadableRecord;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records like those in {@code contract/version-1} are stored in topics and archives. Add lines
 * there, never change one.
 */
@ParameterizedClass
@MethodSource("dev.trunkline.events.contract.Contract#all")
class CompatibilityTest {
  private static final String CHANGED =
      """
      Records like this are stored in topics and archives, and older services read and write them \
      (docs/compatibility.md). So
        - restore a field that was removed or renamed, and add the new one beside it;
        - keep a field's type and meaning; add one under another name;
        - make a new field @Nullable, because older records lack it;
        - restore a constant that was removed.
      Do not change the record in the test's resources: stored records do not change either.
      """;

  private static final String ADDED =
      """
      No record in common/events/src/test/resources%s shows this. Older services
        - ignore a new type or field: fine;
        - copy a record "without" a field that was always there to the dead-letter topic: keep \
      writing it, it cannot become @Nullable;
        - copy a record with a new constant there as well: deploy readers before writers.
      If the change is intended, add a line, for example
        %s
      """;

  private final Contract<?> contract;
  private final String file;
  private final List<JsonNode> records;

  CompatibilityTest(Contract<?> contract) throws IOException {
    this.contract = contract;
    file = "/contract/version-1/" + contract.name() + ".jsonl";
    try (InputStream lines = requireNonNull(getClass().getResourceAsStream(file), file)) {
      records =
          new String(lines.readAllBytes(), UTF_8)
              .lines()
              .map(JsonMapper.shared()::readTree)
              .toList();
    }
  }

  @Test
  void readsStoredRecordsCompletely() {
    for (JsonNode written : records) {
      JsonNode read = contract.encode(read(written));
      Variations.objects(written, JsonPointer.empty())
          .forEach(at ->
              assertThat(read.at(at).properties())
                  .as("%s%n%s", written, CHANGED)
                  .containsAll(written.at(at).properties()));
    }
  }

  @Test
  void aStoredRecordShowsEverythingThatCanBeWritten() {
    Set<String> shown = records.stream().flatMap(json -> facts(read(json))).collect(toSet());
    assertThat(contract.samples())
        .allSatisfy(event ->
            assertThat(facts(event)).as(ADDED, file, contract.encode(event)).isSubsetOf(shown));
  }

  @Test
  void ignoresFieldsOfFutureVersions() {
    for (JsonNode written : records) {
      JsonNode later = written.deepCopy();
      Variations.objects(written, JsonPointer.empty())
          .forEach(at -> ((ObjectNode) later.at(at)).putObject("mood").put("good", true));
      ((ObjectNode) later).put("v", EventCodec.SCHEMA_VERSION + 1);
      assertThat(read(later)).isEqualTo(read(written));
    }
  }

  @Test
  void ignoresTypesOfFutureVersions() throws UnreadableRecord {
    JsonNode later = ((ObjectNode) records.getFirst().deepCopy()).put("type", "call-applauded");
    assertThat(contract.decode(later)).isEmpty();
  }

  private Event read(JsonNode json) {
    try {
      return contract.decode(json).orElseThrow(() -> new AssertionError(json + "\n" + CHANGED));
    } catch (UnreadableRecord e) {
      throw new AssertionError(json + "\n" + e.getMessage() + "\n" + CHANGED, e);
    }
  }

  /** The fields, absent fields and constants in {@code part}. */
  private static Stream<String> facts(@Nullable Object part) {
    return switch (part) {
      case Record whole ->
          Stream.of(whole.getClass().getRecordComponents())
              .flatMap(component -> facts(whole, component));
      case List<?> parts -> parts.stream().flatMap(CompatibilityTest::facts);
      case Enum<?> constant ->
          Stream.of(constant.getDeclaringClass().getSimpleName() + " " + constant);
      case null, default -> Stream.empty();
    };
  }

  private static Stream<String> facts(Record whole, RecordComponent component) {
    try {
      Object part = component.getAccessor().invoke(whole);
      String with = part == null ? " without " : " with ";
      return Stream.concat(
          Stream.of(EventCodec.typeName(whole.getClass()) + with + component.getName()),
          facts(part));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
