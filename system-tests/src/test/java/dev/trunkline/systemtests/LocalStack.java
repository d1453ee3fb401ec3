// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import dev.trunkline.cli.conversation.LiveEventReader;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.log.TopicScan;
import dev.trunkline.cli.stack.ServicesInOneJvm;
import dev.trunkline.cli.stack.StandInProviders;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.providers.ElevenLabsSettings;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.kafka.KafkaRecords;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.speech.OracleRecognizer;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.simulator.telephone.rest.TwilioRest;
import dev.trunkline.systemtests.TestCalls.FinishedCall;
import dev.trunkline.systemtests.TestCalls.OngoingCall;
import io.javalin.Javalin;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything a call needs, for system tests: a real broker, all services, simulated providers with
 * the oracle engine, and a telephone that signs. Closing it checks the ledgers of all calls that
 * were made on it. Thread-safe.
 */
final class LocalStack implements AutoCloseable {
  /** Of the gateway under test, unless settings say otherwise. */
  static final String GATEWAY_ID = "system-test";

  /**
   * Held by tests that start several processes, brokers or stacks: one such test runs at a time.
   */
  static final String PROCESSOR = "processor";

  private static final Clips CLIPS = Clips.bundled();

  /** Held while a stack starts: two at the same time would starve the calls on others. */
  private static final ReentrantLock STARTING = new ReentrantLock();

  private final Runnable stopBroker;
  private final StandInProviders standIns;
  private final ServicesInOneJvm services;
  private final Telephone telephone;
  private final Optional<Javalin> rest;
  private final LiveEventReader reader;
  private final Map<String, ObservedCall> observed = new ConcurrentHashMap<>();
  private final LedgerCheck ledgers;
  private final TestCalls calls;
  final Settings settings;

  private LocalStack(
      Map<String, String> cluster,
      Map<String, Map<String, String>> perService,
      Runnable stopBroker) {
    this.stopBroker = stopBroker;
    var base =
        Settings.of(
            Map.of(
                "SIM_ENGINES", cluster.getOrDefault("SIM_ENGINES", "oracle"),
                "PORT", "0",
                "GATEWAY_ID", GATEWAY_ID,
                "TOPICS_PARTITIONS", "3",
                "GATEWAY_ADMISSION_MAX_LAG_MS", "0",
                "TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef",
                "SIM_TELEPHONE_ALLOW_WS", "true"));
    standIns = StandInProviders.start(base);
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Settings unconnected = standIns.fill(base, silent).with(cluster);
    telephone = new Telephone(TelephoneSettings.from(unconnected));
    rest =
        unconnected
            .find(SharedSettings.TWILIO_ACCOUNT_SID)
            .map(_ -> new TwilioRest(telephone).start(0));
    settings =
        unconnected.with(
            rest.map(r -> Map.of("TWILIO_BASE_URL", "http://127.0.0.1:" + r.port()))
                .orElse(Map.of()));
    services =
        ServicesInOneJvm.start(
            service -> settings.with(perService.getOrDefault(service, Map.of())));
    KafkaClients kafka = KafkaClients.from(settings);
    reader = new LiveEventReader(kafka, event -> observed(event.callSid()).accept(event));
    ledgers = new LedgerCheck(kafka);
    calls = new TestCalls(this, telephone);
  }

  /** On a broker of its own. */
  static LocalStack start() {
    return start(Map.of());
  }

  /** On a broker of its own, with {@code more} settings. */
  static LocalStack start(Map<String, String> more) {
    STARTING.lock();
    try {
      TestBroker broker = TestBroker.start();
      return new LocalStack(
          Settings.of(more)
              .with(Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))
              .values(),
          Map.of(),
          broker::close);
    } finally {
      STARTING.unlock();
    }
  }

  /** On a broker that the caller stops after the stack. */
  static LocalStack startOn(String bootstrapServers) {
    return startOn(Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers), Map.of());
  }

  /**
   * The same with settings for single services.
   *
   * @param cluster for everything that is not a service, among it how to reach Kafka
   * @param perService more settings, by the service's name
   */
  static LocalStack startOn(
      Map<String, String> cluster, Map<String, Map<String, String>> perService) {
    STARTING.lock();
    try {
      return new LocalStack(cluster, perService, () -> {});
    } finally {
      STARTING.unlock();
    }
  }

  /** Twilio's side; it has a REST interface if there is a TWILIO_ACCOUNT_SID. */
  Telephone telephone() {
    return telephone;
  }

  /** Places a call and returns when it is over. */
  FinishedCall place(CallScript script) throws Exception {
    return calls.place(script);
  }

  /** Starts a call and returns immediately. */
  OngoingCall start(CallScript script) {
    return calls.start(script);
  }

  /** The same through another port than the gateway's. */
  OngoingCall start(int port, CallScript script) {
    return calls.start(port, script);
  }

  /** What the topics say of a call, as it happens. */
  ObservedCall observed(String callSid) {
    return observed.computeIfAbsent(callSid, ObservedCall::new);
  }

  /** The ledgers of all calls of this stack. */
  LedgerCheck ledgers() {
    return ledgers;
  }

  /** The health of every service. */
  Collection<Health> health() {
    return services.health().values();
  }

  /** A call's records in {@code audio.inbound} now, in the order of the log. */
  List<InboundAudio> audio(PhoneCall call) throws UnreadableRecord {
    var audio = new ArrayList<InboundAudio>();
    for (var message : records(Topics.AUDIO_INBOUND.name(), call)) {
      audio.add(KafkaRecords.inboundAudio(message));
    }
    return audio;
  }

  /** A call's records in a topic now, in the order of the log. */
  List<ConsumerRecord<String, byte[]>> records(String topic, PhoneCall call) {
    return records(settings, topic, call.sid());
  }

  /** The same as the user whom {@code reader} names may read them. */
  static List<ConsumerRecord<String, byte[]>> records(
      Settings reader, String topic, String callSid) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var scan = new TopicScan(KafkaClients.from(reader))) {
      scan.read(
          scan.begins(scan.everything().stream().filter(p -> p.topic().equals(topic)).toList()),
          message -> {
            if (callSid.equals(message.key())) {
              records.add(message);
            }
          });
    }
    return records;
  }

  /** The value of a series, by its name and labels as {@code /metrics} shows them. */
  double metric(String series) throws Exception {
    String line = series + " ";
    return metrics()
        .lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }

  /** What Prometheus would read now. */
  String metrics() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(webhook().resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  URI webhook() {
    return webhook(services.port());
  }

  static URI webhook(int port) {
    return URI.create("http://127.0.0.1:" + port + "/twiml");
  }

  /** The services under test. */
  ServicesInOneJvm services() {
    return services;
  }

  /** All services once more on the same cluster, as in a deployment. */
  ServicesInOneJvm startServicesBeside(String gatewayId) {
    return ServicesInOneJvm.start(settings.with(Map.of("GATEWAY_ID", gatewayId)));
  }

  SimulatedProviders providers() {
    return new SimulatedProviders(settings.get(ElevenLabsSettings.BASE_URL));
  }

  /**
   * A sentence without a recording as a part of a script: the sound of another one with the sign of
   * every sample inverted, which is recognised as {@code text} from now on.
   */
  CallScript.Part register(String text, String recorded) {
    byte[] sound = CLIPS.saying(recorded).orElseThrow().muLaw().clone();
    for (int i = 0; i < sound.length; i++) {
      sound[i] ^= (byte) 0x80;
    }
    ((OracleRecognizer) standIns.engines().recognizer()).register(text, sound);
    return CallScript.say(text, sound);
  }

  /** A bundled recording as a part of a script. */
  static CallScript.Part say(String text) {
    return CLIPS.saying(text).map(clip -> CallScript.say(text, clip.muLaw())).orElseThrow();
  }

  static CallScript.Part bargeIn(String text, int afterMs) {
    return CLIPS
        .saying(text)
        .map(clip -> CallScript.bargeIn(text, clip.muLaw(), afterMs))
        .orElseThrow();
  }

  @Override
  public void close() {
    try {
      reader.close();
      telephone.close();
      services.close();
      rest.ifPresent(Javalin::stop);
      standIns.close();
      ledgers.assertAccountedFor();
    } finally {
      stopBroker.run();
    }
  }
}
