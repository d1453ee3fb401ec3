// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who speaks when, and how calls end, over the simulated telephone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TurnTakingIT {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  private LocalStack stack;

  @BeforeAll
  void start() {
    stack = LocalStack.start();
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void aNoiseOverTheAssistantHoldsItsVoiceBackAndTheAnswerGoesOn() throws Exception {
    double before = stack.figure("trunkline_gateway_resumes_total");
    Placed placed =
        stack.place(
            CallScript.of(
                List.of(say(OPENING), CallScript.bargeIn("(noise)", noise(), 900), say(GOODBYE))));
    assertThat(placed.call().recording().events())
        .extracting(LineEvent::kind)
        .contains(LineEvent.Kind.CLEARED);
    assertThat(stack.figure("trunkline_gateway_resumes_total")).isGreaterThan(before);
    List<Heard> turns = placed.story().turns();
    assertThat(turns).noneMatch(Heard::interrupted);
    assertThat(turns.get(1).text()).contains("open").endsWith(".");
    assertThat(turns.getLast().text()).containsIgnoringCase("goodbye");
  }

  @Test
  void aCallerWhoStaysOnAfterGoodbyeHearsItInFullBeforeTheCallEnds() throws Exception {
    Placed placed = stack.place(CallScript.of(List.of(say(GOODBYE))).staysOn());
    assertThat(placed.story().cause()).contains(Cause.ASSISTANT_HUNG_UP);
    Heard last = placed.story().turns().getLast();
    assertThat(last.text()).containsIgnoringCase("goodbye");
    assertThat(last.interrupted()).isFalse();
  }

  @Test
  void whatIsTypedIsAnsweredAsOneInput() throws Exception {
    Placed placed =
        stack.place(
            CallScript.of(
                List.of(
                    new CallScript.Part.Press('4'),
                    new CallScript.Part.Press('2'),
                    new CallScript.Part.Press('#'),
                    say(GOODBYE))));
    List<Heard> turns = placed.story().turns();
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
