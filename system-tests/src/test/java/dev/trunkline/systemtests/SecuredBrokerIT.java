// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static dev.trunkline.systemtests.LocalStack.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.dialog.DialogMain;
import dev.trunkline.events.topic.Topic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.gateway.GatewayMain;
import dev.trunkline.runtime.kafka.KafkaAccess;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.kafka.TopicCreator;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.stt.SttMain;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.tts.TtsMain;
import dev.trunkline.vad.VadMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * TLS, passwords and rights, as a company's Kafka demands them; every service a user of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
@ResourceLock(LocalStack.PROCESSOR)
class SecuredBrokerIT {
  private static final List<String> SERVICES =
      List.of("gateway", "vad-worker", "stt-worker", "dialog-worker", "tts-worker");

  /** A foreign user, who may read what redaction leaves and nothing else. */
  private static final String ANALYTICS = "analytics";

  /** A user of the same rights as the STT worker, but one. */
  private static final String HINDERED = "hindered";

  private SecuredBroker broker;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = SecuredBroker.start(directory);
    broker.admit(Stream.concat(SERVICES.stream(), Stream.of(HINDERED, ANALYTICS)).toList());
    Settings administrator =
        Settings.of(broker.administrator()).with(Map.of("TOPICS_PARTITIONS", "3"));
    new TopicCreator(KafkaClients.from(administrator), administrator)
        .ensure(
            new KafkaAccess(
                Optional.empty(), Topics.ALL, List.of(Topics.TRANSCRIPTS_REDACTED.topic())));
    for (String service : Stream.concat(SERVICES.stream(), Stream.of(ANALYTICS)).toList()) {
      List<AclBinding> rights = DocumentedAcls.of(service);
      assertThat(rights).as("documented for %s", service).isNotEmpty();
      broker.allow(rights);
    }
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void callWorksWithTheDocumentedRightsAndNoOthers() throws Exception {
    var users = new HashMap<String, Map<String, String>>();
    SERVICES.forEach(service -> users.put(service, broker.user(service)));
    users.put(
        "dialog-worker",
        Settings.of(broker.user("dialog-worker"))
            .with(Map.of("DIALOG_REDACT_TRANSCRIPTS", "true"))
            .values());
    try (LocalStack stack = LocalStack.startOn(broker.administrator(), users)) {
      FinishedCall call =
          stack.place(
              CallScript.of(
                  List.of(
                      say("What time do you open tomorrow?"),
                      say("No thank you, that is all, goodbye."))));
      assertThat(call.outcome().isGood()).as("%s", call.outcome()).isTrue();
      assertThat(call.observed().turns()).hasSize(3);
      analyticsReadOneTopicAndNoOther(call.call().sid());

      stack.services().stop("tts-worker");
      FinishedCall unattended =
          stack.place(
              CallScript.of(List.of(say("What time do you open tomorrow?"))).waits(700, 6_000));
      assertThat(unattended.call().recording().assistantStretches())
          .as("the gateway, which may see that no TTS worker is live, says one moment")
          .isNotEmpty();
    }
  }

  private void analyticsReadOneTopicAndNoOther(String callSid) throws Exception {
    Settings analytics = Settings.of(broker.user(ANALYTICS));
    assertThat(
            RecordedTranscript.read(Topics.TRANSCRIPTS_REDACTED, analytics, callSid, "all goodbye"))
        .hasSizeGreaterThan(3);
    for (Topic topic : Topics.ALL) {
      assertThatThrownBy(
              () -> {
                try (var consumer = KafkaClients.from(analytics).ungroupedConsumer("curious")) {
                  consumer.assign(List.of(new TopicPartition(topic.name(), 0)));
                  consumer.seekToBeginning(consumer.assignment());
                  consumer.poll(Duration.ofSeconds(5));
                }
              })
          .as(topic.name())
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void wrongPasswordIsReportedInOneLine() throws Exception {
    for (Class<?> main : List.of(GatewayMain.class, VadMain.class)) {
      FinishedProcess service =
          FinishedProcess.run(main, broker.userWithPassword("gateway", "sesame-open"));
      service.assertRejectedSetting("KAFKA_SASL_JAAS_CONFIG is not accepted by the broker");
      service.assertDoesNotContain("sesame-open");
    }
  }

  @Test
  void untrustedCertificateIsReportedInOneLine() throws Exception {
    FinishedProcess service =
        FinishedProcess.run(TtsMain.class, broker.userWhoTrustsOthers("tts-worker"));
    service.assertRejectedSetting(
        "KAFKA_SSL_TRUSTSTORE_LOCATION does not lead to a secure connection");
    service.assertDoesNotContain(SecuredBroker.password("tts-worker"));
  }

  @Test
  void missingRightIsReportedInOneLine() throws Exception {
    broker.allow(
        DocumentedAcls.of("stt-worker").stream()
            .filter(right ->
                !(right.pattern().name().equals("transcripts")
                    && right.entry().operation() == AclOperation.WRITE))
            .map(right -> DocumentedAcls.as(HINDERED, right))
            .toList());
    FinishedProcess.run(SttMain.class, broker.user(HINDERED))
        .assertRejectedSetting(
            "KAFKA_SASL_JAAS_CONFIG names a user who lacks the right to DESCRIBE on topic"
                + " transcripts");
    FinishedProcess.run(DialogMain.class, broker.user("tts-worker"))
        .assertRejectedSetting("KAFKA_SASL_JAAS_CONFIG names a user who lacks the right to");
    FinishedProcess.run(VadMain.class, broker.user(HINDERED))
        .assertRejectedSetting("KAFKA_SASL_JAAS_CONFIG names a user who lacks the right to");
  }
}
