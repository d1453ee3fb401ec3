// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.Callee.Pickup;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole calls in which the assistant does something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolsIT {
  private static final String ORDER =
      "I would like to check the status of order number four two seven.";
  private static final String BILLING = "Please transfer me to a human in billing.";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  private record Asked(String authorization, String key, String body) {}

  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> dialled = new ConcurrentLinkedQueue<>();
  private HttpServer shop;
  private LocalStack stack;

  @BeforeAll
  void start() throws IOException {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext("/orders", this::order);
    shop.start();
    stack =
        LocalStack.start(
            Map.of(
                "ASSISTANTS_FILE", "src/test/resources/tools.yaml",
                "SHOP_URL", "http://127.0.0.1:" + shop.getAddress().getPort(),
                "SHOP_KEY", "secret",
                "TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001"));
  }

  @AfterAll
  void stop() {
    stack.close();
    shop.stop(0);
  }

  @Test
  void aCallerHearsThatSomethingIsLookedUpAndThenWhatWasFound() throws Exception {
    Placed placed = stack.place(CallScript.of(List.of(say(ORDER), say(GOODBYE))));
    assertThat(asked).hasSize(1);
    Asked request = asked.remove();
    assertThat(request.authorization()).isEqualTo("Bearer secret");
    assertThat(request.body()).isEqualTo("{\"number\":\"427\"}");
    List<Heard> turns = placed.story().turns();
    // Which turn it is, depends on how many guesses came before it.
    assertThat(request.key())
        .startsWith(placed.call().sid() + "-call_" + turns.get(1).turn() + "_0-");
    assertThat(turns.get(1).text())
        .isEqualTo(
            "One moment, I am looking that up. I have looked that up: number is four two"
                + " seven, status is on its way.");
    assertThat(placed.story().cause()).contains(Cause.ASSISTANT_HUNG_UP);
    assertThat(turns.getLast().text()).isEqualTo("Goodbye.");
    assertThat(turns.getLast().interrupted()).isFalse();
  }

  @Test
  void aCallerWhomNobodyAnswersComesBackToTheAssistant() throws Exception {
    stack.telephone().callee(number -> answer(number, Pickup.fails(CallStatus.NO_ANSWER)));
    Placed placed = stack.place(patient(say(BILLING), say(GOODBYE)));
    assertThat(dialled).containsExactly("+15005550009");
    dialled.clear();
    List<Heard> turns = placed.story().turns();
    assertThat(turns)
        .extracting(Heard::text)
        .element(1)
        .isEqualTo("I am putting you through to billing.");
    assertThat(turns)
        .extracting(Heard::text)
        .element(2)
        .asString()
        .contains("nobody can take your call");
    assertThat(turns.getLast().text()).isEqualTo("Goodbye.");
    assertThat(placed.story().cause()).contains(Cause.ASSISTANT_HUNG_UP);
  }

  @Test
  void aCallerWhoIsAnsweredHasLeftTheAssistant() throws Exception {
    stack.telephone().callee(number -> answer(number, Pickup.answers(1_000)));
    Placed placed = stack.place(patient(say(BILLING)));
    assertThat(dialled).containsExactly("+15005550009");
    dialled.clear();
    assertThat(placed.story().cause()).contains(Cause.TRANSFERRED);
    assertThat(placed.story().turns()).hasSize(2);
  }

  @Test
  void aCallerHearsKeysBeingPressedAndIsBackWithTheAssistant() throws Exception {
    Placed placed = stack.place("+15005550007", patient(say(ORDER), say(GOODBYE)));
    assertThat(placed.call().recording().events())
        .filteredOn(event -> event.kind() == LineEvent.Kind.KEYS_SENT)
        .extracting(LineEvent::detail)
        .containsExactly("427");
    assertThat(placed.call().recording().events())
        .extracting(LineEvent::kind)
        .as("the keys came between two streams")
        .containsSubsequence(
            LineEvent.Kind.STREAM_STARTED,
            LineEvent.Kind.STREAM_ENDED,
            LineEvent.Kind.KEYS_SENT,
            LineEvent.Kind.STREAM_STARTED);
    assertThat(placed.story().turns())
        .extracting(Heard::text)
        .containsExactly("Order hotline, good day.", "One moment.", "Goodbye.");
    assertThat(placed.story().cause()).contains(Cause.ASSISTANT_HUNG_UP);
  }

  /** A caller who waits to see whether anything more comes. */
  private static CallScript patient(CallScript.Part... parts) {
    CallScript usual = CallScript.of(List.of(parts));
    return new CallScript(
        usual.parts(), usual.waitsForGreeting(), 3_000, usual.patienceMs(), false);
  }

  private Pickup answer(String number, Pickup how) {
    dialled.add(number);
    return how;
  }

  private void order(HttpExchange exchange) {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      asked.add(
          new Asked(
              headers.getFirst("Authorization"),
              headers.getFirst("Idempotency-Key"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      byte[] answer = "{\"number\":427,\"status\":\"on its way\"}".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
