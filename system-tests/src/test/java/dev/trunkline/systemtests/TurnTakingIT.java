// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.log.CallLog;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Who speaks when, and how calls end, over the simulated telephone. */
@OnSharedStack
@Order(8)
class TurnTakingIT {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  @Test
  void noiseOverTheAssistantOnlyPausesTheAnswer(LocalStack stack, TestCalls calls)
      throws Exception {
    double before = stack.metric("trunkline_gateway_resumes_total");
    FinishedCall call =
        calls.place(
            CallScript.of(
                List.of(say(OPENING), CallScript.bargeIn("(noise)", noise(), 900), say(GOODBYE))));
    assertThat(call.call().recording().events())
        .extracting(LineEvent::kind)
        .contains(LineEvent.Kind.CLEARED);
    assertThat(stack.metric("trunkline_gateway_resumes_total")).isGreaterThan(before);
    assertThat(stack.records("gateway." + LocalStack.GATEWAY_ID, call.call()))
        .as("this call's commands")
        .anyMatch(message -> CallLog.event(message).filter(Resume.class::isInstance).isPresent());
    List<Heard> turns = call.observed().turns();
    assertThat(turns).noneMatch(Heard::interrupted);
    assertThat(turns.get(1).text()).contains("open").endsWith(".");
    assertThat(turns.getLast().text()).containsIgnoringCase("goodbye");
  }

  @Test
  @DisplayName("a caller who stays on after the goodbye hears it in full before the call ends")
  void goodbyeIsHeardInFullBeforeTheCallEnds(TestCalls calls) throws Exception {
    FinishedCall call = calls.place(CallScript.of(List.of(say(GOODBYE))).staysOn());
    assertThat(call.observed().cause()).contains(Cause.ASSISTANT_HUNG_UP);
    Heard last = call.observed().turns().getLast();
    assertThat(last.text()).containsIgnoringCase("goodbye");
    assertThat(last.interrupted()).isFalse();
  }

  @Test
  void pressedKeysAreAnsweredAsOneInput(TestCalls calls) throws Exception {
    FinishedCall call =
        calls.place(
            CallScript.of(
                List.of(
                    new CallScript.Part.Press('4'),
                    new CallScript.Part.Press('2'),
                    new CallScript.Part.Press('#'),
                    say(GOODBYE))));
    List<Heard> turns = call.observed().turns();
    assertThat(turns).hasSizeBetween(2, 3);
    assertThat(turns.getLast().text()).containsIgnoringCase("goodbye");
  }

  /** Half a second of a voice, backwards: speech to the detector, no word to the recogniser. */
  private static byte[] noise() {
    byte[] voice = Clips.bundled().saying(OPENING).orElseThrow().muLaw();
    byte[] piece = Arrays.copyOfRange(voice, 3_000, 7_000);
    for (int i = 0; i < piece.length / 2; i++) {
      byte swapped = piece[i];
      piece[i] = piece[piece.length - 1 - i];
      piece[piece.length - 1 - i] = swapped;
    }
    return piece;
  }
}
