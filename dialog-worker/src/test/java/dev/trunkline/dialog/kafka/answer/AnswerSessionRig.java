// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.answer.AnswerLoop;
import dev.trunkline.dialog.core.answer.ChatPrompt;
import dev.trunkline.dialog.core.answer.Filler;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import dev.trunkline.dialog.core.answer.Toolboxes;
import dev.trunkline.dialog.provider.ChatClient;
import dev.trunkline.dialog.provider.HttpTools;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.events.Event;
import dev.trunkline.events.ReplyEvent.NextStep;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A turn whose model responses and tools the test controls. */
abstract class AnswerSessionRig {
  static final String CALL = "CA1";
  static final RequestedToolCall ORDER = new RequestedToolCall("look_up", "{\"number\": \"7\"}");

  final MockWebServer shop = new MockWebServer();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final ToolResults toolResults = new ToolResults();
  final List<ChatPrompt> prompts = new ArrayList<>();
  final List<Event> written = new ArrayList<>();
  final RunningTools runningTools = new RunningTools();
  Consumer<Event> onPublish = _ -> {};
  final Deque<Runnable> tasks = new ArrayDeque<>();
  int released;
  Toolboxes toolboxes;
  HttpTools tools;
  AnswerSession turn;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    shop.start();
    Path file = directory.resolve("assistants.yaml");
    Files.writeString(
        file,
        """
        tools:
          look_up:
            description: Looks up an order.
            parameters: {type: object, properties: {number: {type: string}}, required: [number]}
            url: http://localhost:%d/orders
            sayWhile: One moment.
        assistants:
          - name: shop
            numbers: ["+15550100"]
            tools: [look_up, hang_up, transfer, send_dtmf]
            transfers:
              sales: {number: "+15550109", say: To sales then.}
        """
            .formatted(shop.getPort()));
    Settings settings = Settings.of(Map.of("ASSISTANTS_FILE", file.toString()));
    Assistants assistants = Assistants.in(settings);
    tools = HttpTools.from(settings, assistants);
    toolboxes = Toolboxes.from(assistants, AssistantProfiles.from(settings, assistants));
    assistants.errors().throwIfAny();
    turn = turn();
  }

  @AfterEach
  void stop() {
    tools.close();
    shop.close();
  }

  AnswerSession turn() {
    return turn(toolResults);
  }

  AnswerSession turn(ToolResults remembered) {
    return turn(remembered, null);
  }

  AnswerSession speculative() {
    return turn(toolResults, true);
  }

  AnswerSession turn(int number, Message... messages) {
    return turn(new TurnRequested(CALL, number, List.of(messages), 0, null, 0), toolResults);
  }

  static ToolCall callOf(RequestedToolCall requested) {
    return new ToolCall("call_1_0", requested.tool(), requested.arguments());
  }

  private AnswerSession turn(ToolResults remembered, @Nullable Boolean guess) {
    var words = List.of(new Message(Role.USER, "Where is my order?"));
    return turn(new TurnRequested(CALL, 1, words, 0, guess, 0), remembered);
  }

  private AnswerSession turn(TurnRequested request, ToolResults remembered) {
    var shared =
        new TurnDependencies(
            new RecordingChat(),
            tools,
            results(),
            new AnswerTimers(),
            tasks::add,
            remembered,
            runningTools,
            () -> java.time.Instant.ofEpochMilli(5),
            new LlmMetrics(meters),
            new ToolMetrics(meters));
    var context =
        new TurnContext(
            null,
            "shop",
            TextNormalizer.forLanguage(null),
            toolboxes.of("shop").orElseThrow(),
            new AnswerLoop.Limits(2, new Filler("", 1)));
    return new AnswerSession(request, context, shared, Span.getInvalid(), () -> released++);
  }

  TurnDependencies.Results results() {
    return new TurnDependencies.Results() {
      @Override
      public <E extends Event> void publish(
          EventTopic<E> topic,
          E event,
          @Nullable ReturnAddress address,
          @Nullable String assistant) {
        assertThat(assistant).isEqualTo("shop");
        written.add(event);
        onPublish.accept(event);
      }
    };
  }

  final class RecordingChat implements ChatClient {
    @Override
    public ChatResponse request(ChatPrompt prompt, Listener listener) {
      prompts.add(prompt);
      return () -> {};
    }

    @Override
    public void close() {}
  }

  void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  <E extends Event> Stream<E> of(Class<E> type) {
    return written.stream().filter(type::isInstance).map(type::cast);
  }

  List<String> segments() {
    return of(SegmentWritten.class).map(SegmentWritten::text).toList();
  }

  List<ToolReturned> returned() {
    return of(ToolReturned.class).toList();
  }

  @Nullable NextStep then() {
    return ((ReplyEnded) last()).then();
  }

  Event last() {
    return written.getLast();
  }

  double count(String tool, String outcome) {
    return meters
        .get("trunkline.tool.calls")
        .tags("tool", tool, "outcome", outcome)
        .counter()
        .count();
  }

  String key() throws InterruptedException {
    RecordedRequest request = Objects.requireNonNull(shop.takeRequest());
    return Objects.requireNonNull(request.getHeaders().get("Idempotency-Key"));
  }

  static MockResponse answer(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }
}
