// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static dev.trunkline.simulator.telephone.GatewayDouble.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerbsTest {
  private final GatewayDouble gateway = new GatewayDouble();
  private final Telephone telephone = Phones.telephone();

  @AfterEach
  void close() {
    telephone.close();
    gateway.close();
  }

  @Test
  void keysPressedIntoAGatherGoToItsAction() throws Exception {
    gateway.answer(
        "twiml", request -> response("<Gather action='/keys' timeout='10'><Say>?</Say></Gather>"));
    gateway.answer("keys", request -> response("<Hangup/>"));
    PhoneCall call = answered();
    call.pressKey('4');
    call.pressKey('2');
    call.pressKey('#');

    assertThat(gateway.request("keys").fields())
        .containsEntry("Digits", "42")
        .containsEntry("CallStatus", "in-progress");
    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void wordsSpokenIntoAGatherGoToItsAction() throws Exception {
    gateway.answer(
        "twiml", request -> response("<Gather input='speech' action='/words' timeout='10'/>"));
    gateway.answer("words", request -> response("<Hangup/>"));
    PhoneCall call = answered();
    call.speakToGather("billing", 0.9);

    assertThat(gateway.request("words").fields())
        .containsEntry("SpeechResult", "billing")
        .containsEntry("Confidence", "0.9");
  }

  @Test
  void keysThatAreSentStandInTheRecordingAndWhatIsPlayedBesideThem() throws Exception {
    gateway.answer(
        "twiml", request -> response("<Play digits='42w#'/><Play>/a.mp3</Play><Hangup/>"));
    PhoneCall call = telephone.call(CallRequest.inbound(gateway.url("/twiml")));

    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.recording().events())
        .extracting(LineEvent::kind, LineEvent::detail)
        .containsExactly(
            tuple(LineEvent.Kind.KEYS_SENT, "42w#"), tuple(LineEvent.Kind.TWILIO_SPEAKS, "/a.mp3"));
  }

  @Test
  void aDialTellsHowItWent() throws Exception {
    telephone.callee(number -> Callee.Pickup.fails(CallStatus.BUSY));
    gateway.answer(
        "twiml", request -> response("<Dial action='/after'><Number>+15005550007</Number></Dial>"));
    gateway.answer("after", request -> response("<Hangup/>"));
    telephone.call(CallRequest.inbound(gateway.url("/twiml")));

    assertThat(gateway.request("after").fields())
        .containsEntry("DialCallStatus", "busy")
        .containsEntry("DialBridged", "false");
  }

  @Test
  void theCallersHangUpInterruptsAPause() throws Exception {
    gateway.answer("twiml", request -> response("<Pause length='600'/>"));
    PhoneCall call = answered();
    call.hangUp();

    assertThat(call.awaitEnd(Phones.WAIT_MS)).isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void aOneWayStreamHearsTheCallerAndMayNotSpeak() throws Exception {
    gateway.answer(
        "twiml",
        request ->
            response(
                "<Start><Stream url='" + gateway.mediaUrl() + "'/></Start><Pause length='600'/>"));
    BlockingQueue<DebuggerEntry> errors = new LinkedBlockingQueue<>();
    PhoneCall call =
        telephone.call(
            CallRequest.inbound(gateway.url("/twiml")),
            new CallListener() {
              @Override
              public void onError(DebuggerEntry entry) {
                errors.add(entry);
              }
            });
    gateway.message("start");
    gateway.next(gateway.media);
    gateway.play(Phones.tone(100));
    assertThat(gateway.next(errors).code().number()).isEqualTo(31951);
    call.hangUp();

    gateway.message("stop");
    call.awaitEnd(Phones.WAIT_MS);
    assertThat(call.recording().assistantStretches()).isEmpty();
  }

  private PhoneCall answered() throws Exception {
    BlockingQueue<CallStatus> states = new LinkedBlockingQueue<>();
    PhoneCall call =
        telephone.call(
            CallRequest.inbound(gateway.url("/twiml")),
            new CallListener() {
              @Override
              public void onStatus(CallStatus status) {
                states.add(status);
              }
            });
    assertThat(gateway.next(states)).isEqualTo(CallStatus.IN_PROGRESS);
    return call;
  }
}
