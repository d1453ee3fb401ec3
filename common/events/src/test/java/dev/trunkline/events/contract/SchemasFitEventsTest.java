// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trunkline.events.UnreadableRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ParameterizedClass
@MethodSource("dev.trunkline.events.contract.Contract#all")
class SchemasFitEventsTest {
  private final Contract<?> contract;
  private final Schema schema;

  SchemasFitEventsTest(Contract<?> contract) throws IOException {
    this.contract = contract;
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(contract.schema()));
  }

  @Test
  void everyEventMatchesItsTopicsSchema() {
    assertThat(contract.samples().map(contract::encode))
        .isNotEmpty()
        .allSatisfy(json -> assertThat(schema.validate(json)).as("%s", json).isEmpty());
  }

  @Test
  void schemaAndReaderAgreeOnMandatoryFields() {
    assertAgreement((object, field) -> {
      // A record without a version is read as version 1; the schema requires writers to set it.
      if (!field.equals("v")) {
        object.remove(field);
      }
    });
  }

  @Test
  void schemaAndReaderAgreeOnUnknownConstants() {
    assertAgreement((object, field) -> {
      if (object.get(field).isString()) {
        object.put(field, "SOMETHING_ELSE");
      }
    });
  }

  @Test
  void schemaAndReaderRejectAFieldOfAnotherType() {
    assertThat(variations((object, field) -> object.putArray(field).addArray()))
        .isNotEmpty()
        .allSatisfy(json -> {
          assertThat(schema.validate(json)).as("%s", json).isNotEmpty();
          if (json.get("v").isInt()) {
            assertThat(isRead(json)).as("%s", json).isFalse();
          }
        });
  }

  private void assertAgreement(BiConsumer<ObjectNode, String> change) {
    assertThat(variations(change))
        .isNotEmpty()
        .allSatisfy(json ->
            assertThat(schema.validate(json).isEmpty()).as("%s", json).isEqualTo(isRead(json)));
  }

  private Stream<JsonNode> variations(BiConsumer<ObjectNode, String> change) {
    return contract.samples().flatMap(event -> Variations.of(contract.encode(event), change));
  }

  private boolean isRead(JsonNode json) {
    try {
      return contract.decode(json).isPresent();
    } catch (UnreadableRecord e) {
      return false;
    }
  }
}
