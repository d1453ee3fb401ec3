// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.bargeIn;
import static dev.trunkline.systemtests.LocalStack.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.conversation.ObservedCall.Utterance;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.record.LineEvent;
import dev.trunkline.systemtests.LocalStack.Placed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole calls: telephone, gateway, Kafka, workers, providers' wires. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneCallIT {
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
  void aCallerIsGreetedUnderstoodAnsweredAndSeenOff() throws Exception {
    Placed placed = stack.place(CallScript.of(List.of(say(OPENING), say(GOODBYE))));
    assertThat(placed.outcome().isGood()).as("%s", placed.outcome()).isTrue();
    assertThat(placed.story().utterances().stream().map(Utterance::text).map(Clips::normalised))
        .containsExactly(Clips.normalised(OPENING), Clips.normalised(GOODBYE));
    List<Heard> turns = placed.story().turns();
    assertThat(turns).hasSize(3).isSortedAccordingTo(Comparator.comparingInt(Heard::turn));
    assertThat(turns).noneMatch(Heard::interrupted);
    assertThat(turns.get(1).text()).contains("open");
    assertThat(turns.get(2).text()).containsIgnoringCase("goodbye");
    assertThat(placed.story().cause()).contains(Cause.CALLER_HUNG_UP);
  }

  @Test
  void aCallerWhoSpeaksOverTheAssistantStopsItAndIsAnswered() throws Exception {
    Placed placed =
        stack.place(
            CallScript.of(
                List.of(
                    say(OPENING),
                    bargeIn("Can I change my appointment to Friday?", 900),
                    say(GOODBYE))));
    assertThat(placed.call().recording().events())
        .extracting(LineEvent::kind)
        .contains(LineEvent.Kind.CLEARED);
    List<Heard> turns = placed.story().turns();
    assertThat(turns).filteredOn(Heard::interrupted).containsExactly(turns.get(1));
    assertThat(turns.getLast().interrupted()).isFalse();
    assertThat(turns.getLast().text()).containsIgnoringCase("goodbye");
  }

  @Test
  void aModelThatFailsIsApologisedForInWordsAndTheCallGoesOn() throws Exception {
    stack.fault(
        "chat",
        "{\"rules\":[{\"type\":\"error\",\"error\":\"invalid_api_key\",\"status\":401,\"next\":1}]}");
    Placed placed = stack.place(CallScript.of(List.of(say(OPENING), say(GOODBYE))));
    stack.fault("chat", "{}");
    List<Heard> turns = placed.story().turns();
    assertThat(turns.get(1).text()).contains("sorry");
    assertThat(turns.getLast().text()).containsIgnoringCase("goodbye");
  }

  @Test
  void aCallerWhoWaitsForTheModelHearsThatSomebodyIsThere() throws Exception {
    stack.fault("chat", "{\"rules\":[{\"type\":\"stall\",\"at\":\"answer\",\"forMs\":4000}]}");
    Placed placed = stack.place(CallScript.of(List.of(say(OPENING))));
    stack.fault("chat", "{}");
    assertThat(placed.story().turns().get(1).text()).startsWith("One moment").contains("open");
  }

  @Test
  void aSpeechSocketThatBreaksInMidSentenceSaysNothingTwice() throws Exception {
    stack.fault(
        "tts", "{\"rules\":[{\"type\":\"reset\",\"at\":\"middle\",\"after\":3,\"next\":1}]}");
    Placed placed = stack.place(CallScript.of(List.of(say(GOODBYE))));
    stack.fault("tts", "{}");
    assertThat(placed.outcome().utterances()).allMatch(u -> u.answered());
    assertThat(placed.story().turns()).hasSize(2);
    assertThat(placed.story().turns()).noneMatch(Heard::interrupted);
  }

  @Test
  void callsAtTheSameTimeKeepApart() throws Exception {
    var second =
        new FutureTask<>(() ->
            stack.place(CallScript.of(List.of(say("Can I change my appointment to Friday?")))));
    Thread.ofVirtual().start(second);
    Placed first = stack.place(CallScript.of(List.of(say(OPENING))));
    assertThat(first.story().utterances())
        .extracting(u -> Clips.normalised(u.text()))
        .containsExactly(Clips.normalised(OPENING));
    assertThat(second.get(60, TimeUnit.SECONDS).story().utterances())
        .extracting(u -> Clips.normalised(u.text()))
        .containsExactly(Clips.normalised("Can I change my appointment to Friday?"));
  }

  @Test
  void anUnreadableRecordIsKeptAndTheCallsGoOn() throws Exception {
    KafkaClients clients = KafkaClients.from(stack.settings);
    byte[] junk = "no event".getBytes(UTF_8);
    try (var producer = clients.producer("junk", Duration.ZERO);
        var consumer = clients.ungroupedConsumer("junk-reader")) {
      for (String topic :
          List.of("audio.inbound", "speech", "turns", "replies", "gateway.system-test")) {
        var dead = new TopicPartition(topic + ".dlq", 0);
        consumer.assign(List.of(dead));
        consumer.seekToBeginning(List.of(dead));
        producer.send(new ProducerRecord<>(topic, "CAjunk", junk)).get(5, TimeUnit.SECONDS);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        var records = consumer.poll(Duration.ofMillis(200));
        while (records.isEmpty() && System.nanoTime() < deadline) {
          records = consumer.poll(Duration.ofMillis(200));
        }
        assertThat(records).as(topic).isNotEmpty();
        var kept = records.iterator().next();
        assertThat(kept.value()).isEqualTo(junk);
        assertThat(new String(kept.headers().lastHeader("dlq-origin").value(), UTF_8))
            .startsWith(topic + "-");
      }
    }
    assertThat(stack.place(CallScript.of(List.of(say(GOODBYE)))).outcome().isGood()).isTrue();
  }

  @Test
  void aWebhookWithAWrongSignatureLearnsNothing() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(stack.webhook().toString()))
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
  void theCallsAudioInTheTopicIsPlainMuLaw() throws Exception {
    Placed placed = stack.place(CallScript.of(List.of(say(GOODBYE))));
    long bytes = stack.audio(placed.call()).stream().mapToLong(f -> f.ulaw().length).sum();
    long recorded = placed.call().recording().callerPcm().length;
    assertThat(bytes).as("all that the caller's side sent").isBetween(recorded - 8_000, recorded);
  }
}
