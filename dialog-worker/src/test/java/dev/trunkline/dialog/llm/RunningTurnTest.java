package dev.trunkline.dialog.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.assistant.Assistants;
import dev.trunkline.common.config.Settings;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.event.ReplyEvent.NextStep;
import dev.trunkline.common.event.ReplyEvent.ReplyEnded;
import dev.trunkline.common.event.ReplyEvent.SegmentWritten;
import dev.trunkline.common.event.TurnEvent.Message;
import dev.trunkline.common.event.TurnEvent.Role;
import dev.trunkline.common.event.TurnEvent.ToolReturned;
import dev.trunkline.common.event.TurnEvent.TurnRequested;
import dev.trunkline.common.topic.EventTopic;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.dialog.conversation.Personas;
import dev.trunkline.dialog.llm.ChatClient.RequestedCall;
import dev.trunkline.dialog.speakable.Speakable;
import dev.trunkline.dialog.tool.Toolboxes;
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
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTurnTest {
  private static final String CALL = "CA1";
  private static final RequestedCall ORDER = new RequestedCall("look_up", "{\"number\": \"7\"}");

  private final MockWebServer shop = new MockWebServer();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ToolMemory memory = new ToolMemory();
  private final List<ChatClient.Prompt> prompts = new ArrayList<>();
  private final List<Event> written = new ArrayList<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private int ended;
  private Toolboxes tools;
  private RunningTurn turn;

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
    tools = Toolboxes.from(settings, assistants, Personas.from(settings, assistants));
    assistants.findings().check();
    turn = turn();
  }

  @AfterEach
  void stop() {
    tools.close();
    shop.close();
  }

  @Test
  void whatAToolReturnsGoesBackToTheModelWhileTheCallerHearsThatSomethingIsDone() {
    shop.enqueue(answer(200, "{\"status\":\"sent\"}"));
    turn.start();
    turn.onCalls(List.of(ORDER));
    assertThat(segments()).containsExactly("One moment. ");
    runTasks();
    assertThat(returned())
        .singleElement()
        .returns("{\"status\":\"sent\"}", ToolReturned::result)
        .returns(false, ToolReturned::failed)
        .returns(List.of("One moment. "), ToolReturned::said);
    assertThat(prompts.getLast().messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
    turn.onToken("It was sent on Nov. 3.");
    turn.onDone();
    assertThat(segments()).containsExactly("One moment. ", "It was sent on November third.");
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 2, null, 5));
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void wordsOfTheModelStandForSayWhile() {
    shop.enqueue(answer(200, "ok"));
    turn.start();
    turn.onToken("Let me see.");
    turn.onCalls(List.of(ORDER));
    runTasks();
    assertThat(segments()).containsExactly("Let me see. ");
  }

  @Test
  void theSameWishHasTheSameKeyWhoeverRunsTheTurnAndAnotherHasAnother() throws Exception {
    for (RequestedCall wish :
        List.of(
            ORDER,
            new RequestedCall("look_up", "{ \"number\":\"7\" }"),
            new RequestedCall("look_up", "{\"number\":\"8\"}"))) {
      shop.enqueue(answer(200, "ok"));
      turn = turn(new ToolMemory());
      turn.start();
      turn.onCalls(List.of(wish));
      runTasks();
    }
    String first = key();
    assertThat(first).startsWith("CA1-call_1_0-");
    assertThat(key()).isEqualTo(first);
    assertThat(key()).startsWith("CA1-call_1_0-").isNotEqualTo(first);
  }

  @Test
  void afterACrashTheTurnGoesOnBehindTheToolWithTheSameWordsBefore() {
    shop.enqueue(answer(200, "sent"));
    turn.start();
    turn.onCalls(List.of(ORDER));
    runTasks();
    ToolReturned inTheLog = returned().getFirst();
    written.clear();

    var successor = new ToolMemory();
    successor.remember(inTheLog);
    turn = turn(successor);
    turn.start();
    assertThat(segments()).containsExactly("One moment. ");
    assertThat(prompts.getLast().messages())
        .endsWith(new Message(Role.TOOL, "sent", inTheLog.call()));
    assertThat(returned()).isEmpty();
    assertThat(shop.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aResultThatIsReadWhileTheTurnRunsAgainIsUsedInsteadOfAnotherRequest() {
    shop.enqueue(answer(200, "sent"));
    turn.start();
    turn.onCalls(List.of(ORDER));
    runTasks();
    ToolReturned inTheLog = returned().getFirst();

    var successor = new ToolMemory();
    turn = turn(successor);
    turn.start();
    successor.remember(inTheLog);
    turn.onCalls(List.of(ORDER));
    runTasks();
    assertThat(prompts.getLast().messages())
        .endsWith(new Message(Role.TOOL, "sent", inTheLog.call()));
    assertThat(shop.getRequestCount()).isEqualTo(1);
    assertThat(count("look_up", "remembered")).isEqualTo(1);
  }

  @Test
  void aFailureIsToldToTheModelAndCounted() {
    shop.enqueue(answer(503, "closed"));
    turn.start();
    turn.onCalls(List.of(ORDER));
    runTasks();
    assertThat(returned())
        .singleElement()
        .returns(true, ToolReturned::failed)
        .returns("the service answered with status 503. closed", ToolReturned::result);
    assertThat(prompts).hasSize(2);
    assertThat(count("look_up", "failed")).isEqualTo(1);
  }

  @Test
  void aWishThatCannotBeIsToldToTheModelWithoutARequest() {
    turn.start();
    turn.onCalls(
        List.of(
            new RequestedCall("look_up", "{\"numb"),
            new RequestedCall("look_up", "{}"),
            new RequestedCall("fly", "{}"),
            new RequestedCall("transfer", "{\"to\":\"the moon\"}"),
            new RequestedCall("send_dtmf", "{\"digits\":\"call me\"}")));
    assertThat(prompts.getLast().messages().subList(1, 6))
        .extracting(Message::text)
        .containsExactly(
            "the arguments are no JSON object",
            "these arguments are missing: number",
            "there is no such tool",
            "nobody is called that; there are sales",
            "digits must be 1 to 32 of 0-9, *, # and w");
    assertThat(shop.getRequestCount()).isZero();
    assertThat(count("none", "refused")).isEqualTo(5);
  }

  @Test
  void aModelThatNeverStopsAskingIsStopped() {
    turn.start();
    for (int round = 0; round < 2; round++) {
      assertThat(prompts.getLast().mayCall()).isTrue();
      turn.onCalls(List.of(new RequestedCall("fly", "{}")));
    }
    assertThat(prompts.getLast().mayCall()).isFalse();
    turn.onCalls(List.of(new RequestedCall("fly", "{}")));
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 0, FailureCategory.GARBLED, 5));
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void aModelThatHasNothingToSayAboutAResultHasFailed() {
    shop.enqueue(answer(200, "ok"));
    turn.start();
    turn.onCalls(List.of(ORDER));
    runTasks();
    turn.onDone();
    assertThat(last()).isEqualTo(new ReplyEnded(CALL, 1, 1, FailureCategory.GARBLED, 5));
  }

  @Test
  void beforeHangingUpAndTransferringSomethingIsSaid() {
    turn.start();
    turn.onCalls(List.of(new RequestedCall("hang_up", "")));
    assertThat(segments()).containsExactly("Goodbye. ");
    assertThat(then()).isEqualTo(new NextStep(NextStep.Kind.HANG_UP, "", 0));

    turn = turn();
    written.clear();
    turn.start();
    turn.onToken("Have a nice day.");
    turn.onCalls(List.of(new RequestedCall("hang_up", "{}")));
    assertThat(segments()).containsExactly("Have a nice day. ");

    turn = turn();
    written.clear();
    turn.start();
    turn.onCalls(List.of(new RequestedCall("transfer", "{\"to\":\"Sales\"}")));
    assertThat(segments()).containsExactly("To sales then. ");
    assertThat(then()).isEqualTo(new NextStep(NextStep.Kind.TRANSFER, "+15550109", 20));
  }

  @Test
  void whatAToolDidIsRememberedAlsoWhenTheTurnIsNotWantedAnyMore() {
    shop.enqueue(answer(200, "booked"));
    turn.start();
    turn.onCalls(List.of(ORDER));
    turn.cancel();
    assertThat(ended).as("the turn's record is held until the tool has returned").isZero();
    runTasks();
    assertThat(returned()).extracting(ToolReturned::result).containsExactly("booked");
    assertThat(ended).isEqualTo(1);
    assertThat(prompts).as("the model is not asked again").hasSize(1);
  }

  private RunningTurn turn() {
    return turn(memory);
  }

  private RunningTurn turn(ToolMemory remembered) {
    var request =
        new TurnRequested(CALL, 1, List.of(new Message(Role.USER, "Where is my order?")), 0, 0);
    var around =
        new RunningTurn.Surroundings(
            new RecordingChat(),
            results(),
            new Retries(),
            new Filler("", 1),
            tasks::add,
            remembered,
            2,
            () -> java.time.Instant.ofEpochMilli(5),
            new LlmMeters(meters),
            new ToolMeters(meters));
    var origin =
        new RunningTurn.Origin(null, "shop", Speakable.in(null), tools.of("shop").orElseThrow());
    return new RunningTurn(request, origin, around, Span.getInvalid(), () -> ended++);
  }

  private RunningTurn.Results results() {
    return new RunningTurn.Results() {
      @Override
      public <E extends Event> void publish(
          EventTopic<E> topic,
          E event,
          @Nullable ReturnAddress address,
          @Nullable String assistant) {
        assertThat(assistant).isEqualTo("shop");
        written.add(event);
      }
    };
  }

  private final class RecordingChat implements ChatClient {
    @Override
    public Answer ask(Prompt prompt, Listener listener) {
      prompts.add(new Prompt(List.copyOf(prompt.messages()), prompt.tools(), prompt.mayCall()));
      return () -> {};
    }

    @Override
    public void close() {}
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private <E extends Event> Stream<E> of(Class<E> type) {
    return written.stream().filter(type::isInstance).map(type::cast);
  }

  private List<String> segments() {
    return of(SegmentWritten.class).map(SegmentWritten::text).toList();
  }

  private List<ToolReturned> returned() {
    return of(ToolReturned.class).toList();
  }

  private @Nullable NextStep then() {
    return ((ReplyEnded) last()).then();
  }

  private Event last() {
    return written.getLast();
  }

  private double count(String tool, String outcome) {
    return meters
        .get("trunkline.tool.calls")
        .tags("tool", tool, "outcome", outcome)
        .counter()
        .count();
  }

  private String key() throws InterruptedException {
    RecordedRequest request = Objects.requireNonNull(shop.takeRequest());
    return Objects.requireNonNull(request.getHeaders().get("Idempotency-Key"));
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }
}
