// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import static dev.trunkline.simulator.telephone.Phones.tone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.simulator.telephone.record.SoundStretch;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedCallerTest {
  private final GatewayDouble gateway = new GatewayDouble();
  private final Telephone telephone = Phones.telephone();

  @AfterEach
  void close() {
    telephone.close();
    gateway.close();
  }

  @Test
  void aConversationTakesItsTurnsAndIsMeasuredInTheAudio() throws Exception {
    gateway.onMedia(new AssistantDouble(gateway, tone(300), tone(400)));
    var heard = new Journal();
    CallScript script =
        CallScript.of(List.of(CallScript.say("one", tone(250)), CallScript.say("two", tone(350))))
            .waits(400, 10_000);
    CallOutcome outcome = ScriptedCaller.call(telephone, request(), script, heard);

    assertThat(outcome.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(outcome.isGood()).isTrue();
    assertThat(outcome.greetedMs()).isPresent();
    assertThat(outcome.utterances())
        .extracting(CallOutcome.Utterance::text)
        .containsExactly("one", "two");
    for (CallOutcome.Utterance utterance : outcome.utterances()) {
      assertThat(utterance.overlapped()).isFalse();
      assertThat(utterance.latencyMs().getAsDouble())
          .isGreaterThanOrEqualTo(AssistantDouble.PATIENCE_MS);
    }
    assertThat(outcome.utterances().get(1).spokenFromMs())
        .isGreaterThanOrEqualTo(
            outcome.utterances().get(0).answeredAtMs().getAsDouble() + 400 + 400);
    assertThat(heard.take(9))
        .containsExactly(
            "connected",
            "assistant speaks",
            "caller speaks one",
            "said one",
            "assistant speaks",
            "caller speaks two",
            "said two",
            "assistant speaks",
            "ended");
  }

  @Test
  void aCallerWhoBargesInDoesSoToTheSampleAndTheRestIsNotHeard() throws Exception {
    gateway.onMedia(new AssistantDouble(gateway, tone(10_000), tone(200)));
    CallScript script =
        CallScript.of(List.of(CallScript.bargeIn("stop", tone(2_000), 600))).waits(300, 10_000);
    PhoneCall call = telephone.call(request());
    CallOutcome outcome = ScriptedCaller.follow(call, script);

    List<SoundStretch> assistant = call.recording().assistantStretches();
    double greeted = assistant.getFirst().fromMs();
    CallOutcome.Utterance stop = outcome.utterances().getFirst();
    assertThat(stop.spokenFromMs()).isGreaterThanOrEqualTo(greeted + 600);
    assertThat(assistant).hasSize(2);
    assertThat(assistant.getFirst().toMs()).isBetween(stop.spokenFromMs(), greeted + 9_000);
    assertThat(stop.answeredAtMs()).hasValue(assistant.getLast().fromMs());
    assertThat(stop.overlapped()).isFalse();
  }

  @Test
  void anAssistantThatSaysNothingHasNotAnswered() throws Exception {
    CallScript script =
        CallScript.of(List.of(CallScript.say("anybody?", tone(200)))).speaksFirst().waits(100, 300);
    CallOutcome outcome = ScriptedCaller.call(telephone, request(), script, new CallListener() {});

    assertThat(outcome.greetedMs()).isEmpty();
    assertThat(outcome.utterances()).hasSize(1);
    assertThat(outcome.utterances().getFirst().answered()).isFalse();
    assertThat(outcome.isGood()).isFalse();
  }

  @Test
  void aCallThatNeverGetsAStreamIsOverWithItsError() throws Exception {
    gateway.answer("twiml", request -> "<Response><Reject/></Response>");
    CallScript script = CallScript.of(List.of(CallScript.say("hello", tone(200))));
    CallOutcome outcome = ScriptedCaller.call(telephone, request(), script, new CallListener() {});

    assertThat(outcome.status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(outcome.streamSid()).isEmpty();
    assertThat(outcome.utterances()).isEmpty();
  }

  private CallRequest request() {
    return CallRequest.inbound(gateway.url("/twiml"));
  }

  /** Writes down what a listener hears, but for quiet, which comes when it comes. */
  private static final class Journal implements CallListener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    List<String> take(int count) throws InterruptedException {
      List<String> taken = new java.util.ArrayList<>();
      while (taken.size() < count) {
        String line = lines.poll(10, java.util.concurrent.TimeUnit.SECONDS);
        taken.add(String.valueOf(line));
      }
      return taken;
    }

    @Override
    public void onConnected(String streamSid) {
      lines.add("connected");
    }

    @Override
    public void onCallerSpeaks(String text, double mediaMs) {
      lines.add("caller speaks " + text);
    }

    @Override
    public void onSaid(String text, double mediaMs) {
      lines.add("said " + text);
    }

    @Override
    public void onAssistantSpeaks(double mediaMs) {
      lines.add("assistant speaks");
    }

    @Override
    public void onEnded(CallStatus status) {
      lines.add("ended");
    }
  }
}
