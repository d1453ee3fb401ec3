// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.TestHeaders;
import dev.trunkline.events.topic.Topic;
import dev.trunkline.events.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {
  private static final JsonNode API =
      new YAMLMapper().readTree(Contract.DOCS.resolve("asyncapi.yaml"));

  @Test
  void theDocumentIsValid() throws IOException {
    try (InputStream asyncApi =
        requireNonNull(getClass().getResourceAsStream("/asyncapi/asyncapi-3.0.0.json"))) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(asyncApi);
      assertThat(schema.validate(API)).isEmpty();
    }
  }

  @Test
  void everyReferenceResolves() {
    assertThat(API.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(follow(reference).isMissingNode()).as(reference).isFalse());
  }

  @Test
  void everyTopicIsDescribedAsItIsCreated() {
    Map<String, JsonNode> channels = channels();
    List<Topic> topics =
        Stream.concat(
                Topics.ALL.stream(),
                Stream.of(
                    Topics.TRANSCRIPTS_REDACTED.topic(),
                    Topics.gateway(ReturnAddress.ofGateway("{id}")),
                    new Topic("{topic}", Topic.Kind.EVENTS).deadLetters()))
            .toList();
    assertThat(channels.keySet())
        .containsExactlyInAnyOrderElementsOf(topics.stream().map(Topic::name).toList());
    for (Topic topic : topics) {
      JsonNode kafka =
          resolved(requireNonNull(channels.get(topic.name())).get("bindings")).get("kafka");
      assertThat(kafka.at("/topicConfiguration/retention.ms").asLong())
          .as("retention.ms of %s", topic.name())
          .isEqualTo(topic.kind().retention().toMillis());
      assertThat(kafka.get("partitions").asInt() > 1)
          .as("%s has several partitions", topic.name())
          .isEqualTo(topic.partitioned());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.events.contract.Contract#all")
  void everyEventIsAMessageWithItsPublishedSchema(Contract<?> contract) {
    String address = contract.topic().replaceAll("<(.*)>", "{$1}");
    JsonNode messages = requireNonNull(channels().get(address)).get("messages");
    assertThat(messages.propertyNames().stream().filter(name -> !isBinary(name)))
        .containsExactlyElementsOf(contract.types().stream().map(EventCodec::typeName).toList());
    for (String type : messages.propertyNames()) {
      if (!isBinary(type)) {
        assertThat(resolved(messages.get(type)).at("/payload/$ref").asString())
            .isEqualTo("schemas/" + contract.schema().getFileName() + "#/$defs/" + type);
      }
    }
  }

  @Test
  void requiredHeadersAreThoseThatAreWritten() {
    var inbound = new TestHeaders();
    InboundAudio.putHeaders(inbound, new byte[34], 1, 20, new byte[9]);
    assertHeaders("inbound-frame", inbound);

    var outbound = new TestHeaders();
    new OutboundAudio(
            "CA1", 0, 0, 0, OutboundAudio.End.TURN, "Hi", new int[] {0, 60}, new byte[800])
        .putHeaders(outbound);
    assertHeaders("outbound-chunk", outbound);
  }

  private static void assertHeaders(String message, TestHeaders written) {
    JsonNode headers = API.at("/components/messages/" + message + "/headers");
    Set<String> names =
        written.list().stream().map(TestHeaders.Header::name).collect(Collectors.toSet());
    assertThat(headers.get("properties").propertyNames()).containsAll(names);
    assertThat(headers.get("required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(names);
    for (TestHeaders.Header header : written.list()) {
      JsonNode described = headers.at("/properties/" + header.name());
      JsonNode layout = described.has("allOf") ? resolved(described.at("/allOf/0")) : described;
      if (layout.has("maxLength")) {
        assertThat(header.value()).as(header.name()).hasSize(layout.get("maxLength").asInt());
      }
    }
  }

  private static boolean isBinary(String message) {
    return API.at("/components/messages/" + message)
        .path("contentType")
        .asString("")
        .startsWith("audio/");
  }

  private static Map<String, JsonNode> channels() {
    return API.get("channels")
        .valueStream()
        .collect(
            Collectors.toMap(channel -> channel.get("address").asString(), Function.identity()));
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? follow(node.get("$ref").asString()) : node;
  }

  private static JsonNode follow(String reference) {
    String[] fileAndPath = reference.split("#", 2);
    JsonNode in =
        fileAndPath[0].isEmpty()
            ? API
            : JsonMapper.shared().readTree(Contract.DOCS.resolve(fileAndPath[0]));
    return in.at(fileAndPath[1]);
  }
}
