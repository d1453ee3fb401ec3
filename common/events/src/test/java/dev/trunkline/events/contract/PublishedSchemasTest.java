// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {
  private static final String WRITE = "schemas.write";
  private static final EventSchemas SCHEMAS = new EventSchemas();

  @ParameterizedTest
  @MethodSource("dev.trunkline.events.contract.Contract#all")
  void publishedSchemasMatchTheEvents(Contract<?> contract) throws IOException {
    String shouldBe = SCHEMAS.of(contract).toPrettyString() + "\n";
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(contract.schema(), shouldBe);
    }
    String is = Files.exists(contract.schema()) ? Files.readString(contract.schema()) : "";
    assertThat(is)
        .as(
            """
            %s does not match the events in %s.
            If the change is compatible for readers (see docs/compatibility.md), \
            regenerate the schemas and commit them:
              mvn test -pl common/events -Dformat.skip -Dtest=PublishedSchemasTest -D%s=true
            """,
            contract.schema().normalize(), contract.events(), WRITE)
        .isEqualTo(shouldBe);
  }

  @Test
  void everySchemaBelongsToATopic() throws IOException {
    try (var files = Files.list(Contract.DOCS.resolve("schemas"))) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(Contract.all().map(Contract::schema).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.events.contract.Contract#all")
  void everyTypeAndFieldIsDescribed(Contract<?> contract) {
    var undescribed = new ArrayList<String>();
    for (var type : SCHEMAS.of(contract).get("$defs").properties()) {
      if (!type.getValue().has("description")) {
        undescribed.add(type.getKey());
      }
      for (var field : type.getValue().path("properties").properties()) {
        if (!field.getValue().has("description") && !field.getValue().has("$ref")) {
          undescribed.add(type.getKey() + "." + field.getKey());
        }
      }
    }
    assertThat(undescribed)
        .as("Describe these in Javadoc: on the type, as @param, or on the interface's method")
        .isEmpty();
  }
}
