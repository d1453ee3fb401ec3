// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpToolsTest {
  private final MockWebServer server = new MockWebServer();
  @TempDir Path directory;

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void postSendsArgumentsAndSecretsFromTheEnvironment() throws Exception {
    server.enqueue(new MockResponse.Builder().body("").build());
    ToolOutcome outcome =
        run("headers: {Authorization: \"Bearer ${KEY}\"}", "{\"a\":1}", Map.of("KEY", "s3cret"));
    assertThat(outcome).isEqualTo(new ToolOutcome("done", false, ""));
    RecordedRequest request = Objects.requireNonNull(server.takeRequest());
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("key-1");
    assertThat(Objects.requireNonNull(request.getBody()).utf8()).isEqualTo("{\"a\":1}");
  }

  @Test
  void getSendsArgumentsInTheQuery() throws Exception {
    server.enqueue(new MockResponse.Builder().body("42").build());
    assertThat(run("method: GET", "{\"a\":\"x y\",\"b\":[1]}", Map.of()).text()).isEqualTo("42");
    assertThat(Objects.requireNonNull(server.takeRequest()).getTarget())
        .isEqualTo("/x?a=x%20y&b=%5B1%5D");
  }

  @Test
  void undeclaredArgumentsAreDropped() throws Exception {
    String declared =
        "method: %s\n    parameters: {type: object, properties: {number: {type: string}}}";
    String arguments = "{\"number\":\"1\",\"admin\":true,\"__proto__\":{}}";
    server.enqueue(new MockResponse.Builder().body("").build());
    run(declared.formatted("POST"), arguments, Map.of());
    assertThat(Objects.requireNonNull(server.takeRequest().getBody()).utf8())
        .isEqualTo("{\"number\":\"1\"}");

    server.enqueue(new MockResponse.Builder().body("").build());
    run(declared.formatted("GET"), arguments, Map.of());
    assertThat(Objects.requireNonNull(server.takeRequest()).getTarget()).isEqualTo("/x?number=1");
  }

  @Test
  void noArgumentOverridesAFixedPartOfTheUrl() throws Exception {
    server.enqueue(new MockResponse.Builder().body("").build());
    run(
        "method: GET\n    url: \"" + server.url("/x?tenant=acme") + "\"",
        "{\"tenant\":\"other\",\"number\":\"1\"}",
        Map.of());
    assertThat(Objects.requireNonNull(server.takeRequest()).getTarget())
        .isEqualTo("/x?tenant=acme&number=1");
  }

  @Test
  void retriesSafeToolsOnly() throws Exception {
    server.enqueue(new MockResponse.Builder().code(503).build());
    server.enqueue(new MockResponse.Builder().body("there").build());
    assertThat(run("safe: true\n    retries: 1", "{}", Map.of()).text()).isEqualTo("there");
    assertThat(server.getRequestCount()).isEqualTo(2);
    server.enqueue(new MockResponse.Builder().code(503).build());
    assertThat(run("method: POST", "{}", Map.of()).failed()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void reportsAServiceThatDoesNotAnswer() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    assertThat(run("timeoutMs: 200", "{}", Map.of()))
        .isEqualTo(ToolOutcome.failure("the service did not answer in time"));
    server.close();
    assertThat(run("timeoutMs: 2000", "{}", Map.of()))
        .isEqualTo(ToolOutcome.failure("the service could not be reached"));
  }

  @Test
  void findsEverythingThatTheExampleInTheDocsNeeds() {
    Settings settings =
        Settings.of(
            Map.of("ASSISTANTS_FILE", "../docs/assistants.example.yaml", "SHOP_KEY", "s3cret"));
    Assistants assistants = Assistants.in(settings);
    try (HttpTools tools = HttpTools.from(settings, assistants)) {
      assistants.errors().throwIfAny();
      assertThat(tools.named("look_up_order")).isNotNull();
    }
  }

  @Test
  void reportsAMissingSecretWithItsPlaceInTheFile() {
    assertThatThrownBy(() -> tools("headers: {X-Key: \"${NO_SUCH}\"}", Map.of()))
        .hasMessageEndingWith("assistants.yaml:5:22: environment variable NO_SUCH is not set");
  }

  private ToolOutcome run(String field, String arguments, Map<String, String> environment)
      throws IOException {
    try (HttpTools tools = tools(field, environment)) {
      return tools.named("find").run(arguments, "key-1", text -> text);
    }
  }

  private HttpTools tools(String field, Map<String, String> environment) throws IOException {
    Path file = directory.resolve("assistants.yaml");
    Files.writeString(
        file,
        """
        tools:
          find:
            description: Finds.
            %s
        assistants:
          - {name: shop, numbers: ["+15550100"], tools: [find]}
        """
            .formatted(
                field.contains("url:")
                    ? field
                    : "url: http://localhost:" + server.getPort() + "/x\n    " + field));
    Settings settings = Settings.of(environment).with(Map.of("ASSISTANTS_FILE", file.toString()));
    Assistants assistants = Assistants.in(settings);
    HttpTools tools = HttpTools.from(settings, assistants);
    assistants.errors().throwIfAny();
    return tools;
  }
}
