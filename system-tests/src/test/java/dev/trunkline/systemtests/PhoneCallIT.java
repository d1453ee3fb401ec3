// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.bargeIn;
import static dev.trunkline.systemtests.LocalStack.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.conversation.ObservedCall.Utterance;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.systemtests.SimulatedProviders.CallFaults;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whole calls: telephone, gateway, Kafka, workers, providers' wires. */
@OnSharedStack
@Order(2)
class PhoneCallIT {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String GOODBYE = "No thank you, that is all, goodbye.";

  @Test
  void callerIsGreetedUnderstoodAndAnswered(TestCalls calls) throws Exception {
    FinishedCall call = calls.place(CallScript.of(List.of(say(OPENING), say(GOODBYE))));
    assertThat(call.outcome().isGood()).as("%s", call.outcome()).isTrue();
    assertThat(call.observed().utterances().stream().map(Utterance::text).map(Clips::normalised))
        .containsExactly(Clips.normalised(OPENING), Clips.normalised(GOODBYE));
    List<Heard> turns = call.observed().turns();
    assertThat(turns).hasSize(3).isSortedAccordingTo(Comparator.comparingInt(Heard::turn));
    assertThat(turns).noneMatch(Heard::interrupted);
    assertThat(turns.get(1).text()).contains("open");
    assertThat(turns.get(2).text()).containsIgnoringCase("goodbye");
    assertThat(call.observed().cause()).contains(Cause.CALLER_HUNG_UP);
  }

  @Test
  void bargeInStopsTheAnswerAndIsAnswered(TestCalls calls) throws Exception {
    FinishedCall call =
        calls.place(
            CallScript.of(
                List.of(
                    say(OPENING),
                    bargeIn("Can I change my appointment to Friday?", 900),
                    say(GOODBYE))));
    assertThat(call.call().recording().events())
        .extracting(LineEvent::kind)
        .contains(LineEvent.Kind.CLEARED);
    List<Heard> turns = call.observed().turns();
    assertThat(turns).filteredOn(Heard::interrupted).containsExactly(turns.get(1));
    assertThat(turns.getLast().interrupted()).isFalse();
    assertThat(turns.getLast().text()).containsIgnoringCase("goodbye");
  }

  @Test
  void failedModelRequestLeadsToAnApology(TestCalls calls, CallFaults faults) throws Exception {
    faults.add(
        "chat",
        "whose model fails",
        """
        "type":"error","error":"invalid_api_key","status":401
        """);
    OngoingCall ongoing =
        calls.start("+15005550111", CallScript.of(List.of(say(OPENING), say(GOODBYE))));
    // Until then each request fails: a speculative one may come before the one that counts.
    await("the turn after the greeting")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ongoing.observed().turns().size() >= 2);
    faults.remove();
    FinishedCall call = ongoing.end().get(60, TimeUnit.SECONDS);
    List<Heard> turns = call.observed().turns();
    assertThat(turns.get(1).text()).contains("sorry");
    assertThat(turns.getLast().text()).containsIgnoringCase("goodbye");
  }

  @Test
  void slowModelIsBridgedByAFiller(TestCalls calls, CallFaults faults) throws Exception {
    faults.add(
        "chat",
        "whose model is slow",
        """
        "type":"stall","at":"answer","forMs":4000
        """);
    FinishedCall call = calls.place("+15005550112", CallScript.of(List.of(say(OPENING))));
    assertThat(call.observed().turns().get(1).text()).startsWith("One moment").contains("open");
  }

  @Test
  @DisplayName("a speech socket that breaks in mid-sentence repeats nothing")
  void brokenSpeechSocketRepeatsNothing(TestCalls calls, CallFaults faults) throws Exception {
    faults.add(
        "tts",
        "BreakingSocketVoice0\nGoodbye",
        """
        "type":"reset","at":"middle","after":3,"next":1
        """);
    FinishedCall call = calls.place("+15005550113", CallScript.of(List.of(say(GOODBYE))));
    assertThat(call.outcome().utterances()).allMatch(u -> u.answered());
    assertThat(call.observed().turns()).hasSize(2);
    assertThat(call.observed().turns()).noneMatch(Heard::interrupted);
    assertThat(faults.remaining("tts")).as("faults that have not occurred").isZero();
  }

  @Test
  void concurrentCallsKeepTheirWordsApart(TestCalls calls) throws Exception {
    var second =
        new FutureTask<>(() ->
            calls.place(CallScript.of(List.of(say("Can I change my appointment to Friday?")))));
    Thread.ofVirtual().start(second);
    FinishedCall first = calls.place(CallScript.of(List.of(say(OPENING))));
    assertThat(first.observed().utterances())
        .extracting(u -> Clips.normalised(u.text()))
        .containsExactly(Clips.normalised(OPENING));
    assertThat(second.get(60, TimeUnit.SECONDS).observed().utterances())
        .extracting(u -> Clips.normalised(u.text()))
        .containsExactly(Clips.normalised("Can I change my appointment to Friday?"));
  }

  @Test
  void unreadableRecordsAreKeptAndCallsContinue(LocalStack stack, TestCalls calls)
      throws Exception {
    KafkaClients clients = KafkaClients.from(stack.settings);
    byte[] junk = "no event".getBytes(UTF_8);
    try (var producer = clients.producer("junk", Duration.ZERO);
        var consumer = clients.ungroupedConsumer("junk-reader")) {
      for (String topic :
          List.of(
              "audio.inbound", "speech", "turns", "replies", "gateway." + LocalStack.GATEWAY_ID)) {
        var dead = new TopicPartition(topic + ".dlq", 0);
        consumer.assign(List.of(dead));
        consumer.seekToBeginning(List.of(dead));
        producer.send(new ProducerRecord<>(topic, "CAjunk", junk)).get(5, TimeUnit.SECONDS);
        ConsumerRecords<String, byte[]> records =
            await("a record in " + dead)
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> consumer.poll(Duration.ofMillis(200)), polled -> !polled.isEmpty());
        var kept = records.iterator().next();
        assertThat(kept.value()).isEqualTo(junk);
        assertThat(new String(kept.headers().lastHeader("dlq-origin").value(), UTF_8))
            .startsWith(topic + "-");
      }
    }
    assertThat(calls.place(CallScript.of(List.of(say(GOODBYE)))).outcome().isGood()).isTrue();
  }

  @Test
  void webhookWithAWrongSignatureIsRejected(LocalStack stack) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(stack.webhook())
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .header("X-Twilio-Signature", "bm90IGEgc2lnbmF0dXJlIQ==")
                  .POST(HttpRequest.BodyPublishers.ofString("CallSid=CA1&From=%2B1"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("Stream");
    }
  }

  @Test
  void inboundAudioTopicHoldsPlainMuLaw(LocalStack stack, TestCalls calls) throws Exception {
    FinishedCall call = calls.place(CallScript.of(List.of(say(GOODBYE))));
    long bytes = stack.audio(call.call()).stream().mapToLong(f -> f.ulaw().length).sum();
    long recorded = call.call().recording().callerPcm().length;
    assertThat(bytes).as("all that the caller's side sent").isBetween(recorded - 8_000, recorded);
  }
}
