// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.Callee.Pickup;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import dev.trunkline.systemtests.SharedStack.Transfers;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whole calls in which the assistant does something. */
@OnSharedStack
@Order(5)
class ToolsIT {
  private static final String ORDER =
      "I would like to check the status of order number four two seven.";
  private static final String BILLING = "Please transfer me to a human in billing.";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  @Test
  void callerHearsWhatTheToolReturned(TestCalls calls, OrderService orders) throws Exception {
    FinishedCall call =
        calls.place("+15005550102", CallScript.of(List.of(say(ORDER), say(GOODBYE))));
    String callSid = call.call().sid();
    assertThat(orders.requestsOf(callSid)).hasSize(1);
    OrderService.Request request = orders.requestsOf(callSid).getFirst();
    assertThat(request.authorization()).isEqualTo("Bearer " + OrderService.KEY);
    assertThat(request.body()).isEqualTo("{\"number\":\"427\"}");
    List<Heard> turns = call.observed().turns();
    assertThat(request.key()).startsWith(callSid + "-");
    assertThat(turns.get(1).text())
        .isEqualTo(
            "One moment, I am looking that up. I have looked that up: number is four two"
                + " seven, status is on its way.");
    assertThat(call.observed().cause()).contains(Cause.ASSISTANT_HUNG_UP);
    assertThat(turns.getLast().text()).isEqualTo("Goodbye.");
    assertThat(turns.getLast().interrupted()).isFalse();
  }

  @Test
  @DisplayName("a transferred caller whom no one answers returns to the assistant")
  void unansweredTransferReturnsToTheAssistant(TestCalls calls, Transfers transfers)
      throws Exception {
    transfers.answer("+15005550009", Pickup.fails(CallStatus.NO_ANSWER));
    FinishedCall call = calls.place("+15005550102", waiting(say(BILLING), say(GOODBYE)));
    assertThat(transfers.callsTo("+15005550009")).isEqualTo(1);
    List<Heard> turns = call.observed().turns();
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
    assertThat(call.observed().cause()).contains(Cause.ASSISTANT_HUNG_UP);
  }

  @Test
  void answeredTransferEndsTheAssistantsCall(TestCalls calls, Transfers transfers)
      throws Exception {
    transfers.answer("+15005550008", Pickup.answers(1_000));
    FinishedCall call = calls.place("+15005550103", waiting(say(BILLING)));
    assertThat(transfers.callsTo("+15005550008")).isEqualTo(1);
    assertThat(call.observed().cause()).contains(Cause.TRANSFERRED);
    assertThat(call.observed().turns()).hasSize(2);
  }

  @Test
  @DisplayName("keys are sent into the call, and the caller is back with the assistant")
  void keysAreSentBetweenTwoStreams(TestCalls calls) throws Exception {
    FinishedCall call = calls.place("+15005550104", waiting(say(ORDER), say(GOODBYE)));
    assertThat(call.call().recording().events())
        .filteredOn(event -> event.kind() == LineEvent.Kind.KEYS_SENT)
        .extracting(LineEvent::detail)
        .containsExactly("427");
    assertThat(call.call().recording().events())
        .extracting(LineEvent::kind)
        .as("the keys came between two streams")
        .containsSubsequence(
            LineEvent.Kind.STREAM_STARTED,
            LineEvent.Kind.STREAM_ENDED,
            LineEvent.Kind.KEYS_SENT,
            LineEvent.Kind.STREAM_STARTED);
    assertThat(call.observed().turns())
        .extracting(Heard::text)
        .containsExactly("Order hotline, good day.", "One moment.", "Goodbye.");
    assertThat(call.observed().cause()).contains(Cause.ASSISTANT_HUNG_UP);
  }

  /** A caller who waits to see whether anything more comes. */
  private static CallScript waiting(CallScript.Part... parts) {
    CallScript usual = CallScript.of(List.of(parts));
    return new CallScript(
        usual.parts(), usual.waitsForGreeting(), 3_000, usual.patienceMs(), false);
  }
}
