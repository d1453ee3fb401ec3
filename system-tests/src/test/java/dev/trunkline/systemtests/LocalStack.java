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
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.ScriptedCaller;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.simulator.telephone.rest.TwilioRest;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything a call needs, for system tests: a real broker, all services, providers on their wire
 * with the oracle engine, and a telephone that signs.
 */
final class LocalStack implements AutoCloseable {
  private static final Clips CLIPS = Clips.bundled();

  private final StandInProviders standIns;
  private final ServicesInOneJvm deployment;
  private final Telephone telephone;
  private final Optional<Javalin> rest;
  private final LiveEventReader reader;
  private final Map<String, ObservedCall> stories = new ConcurrentHashMap<>();
  private final CallersBook callers = new CallersBook();
  final Settings settings;

  /**
   * @param cluster how everybody who is no service reaches Kafka
   * @param services what a service of a name sets besides
   */
  private LocalStack(Map<String, String> cluster, Map<String, Map<String, String>> services) {
    var base =
        Settings.of(
            Map.of(
                "SIM_ENGINES", "oracle",
                "PORT", "0",
                "GATEWAY_ID", "system-test",
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
    deployment =
        ServicesInOneJvm.start(service -> settings.with(services.getOrDefault(service, Map.of())));
    reader =
        new LiveEventReader(
            KafkaClients.from(settings), event -> story(event.callSid()).accept(event));
  }

  /** On the broker that all system tests share. */
  static LocalStack start() {
    return startOn(TestBroker.bootstrapServers());
  }

  /** On the shared broker, with {@code more} settings. */
  static LocalStack start(Map<String, String> more) {
    return startOn(
        Settings.of(more)
            .with(Map.of("KAFKA_BOOTSTRAP_SERVERS", TestBroker.bootstrapServers()))
            .values(),
        Map.of());
  }

  /** On a broker of one's own. */
  static LocalStack startOn(String bootstrapServers) {
    return startOn(Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers), Map.of());
  }

  /** Every service with what its name stands for in {@code services}. */
  static LocalStack startOn(
      Map<String, String> cluster, Map<String, Map<String, String>> services) {
    return new LocalStack(cluster, services);
  }

  /** The other side of Twilio; it has a REST interface if there is a TWILIO_ACCOUNT_SID. */
  Telephone telephone() {
    return telephone;
  }

  /** A call that was placed and is over. */
  record Placed(PhoneCall call, CallOutcome outcome, ObservedCall story) {}

  Placed place(CallScript script) throws Exception {
    return place(CallRequest.inbound(webhook()), script);
  }

  /** The same to another number than the usual one. */
  Placed place(String number, CallScript script) throws Exception {
    return place(CallRequest.inbound(webhook()).to(number), script);
  }

  private Placed place(CallRequest request, CallScript script) throws Exception {
    PhoneCall call = telephone.call(request);
    return finish(call, ScriptedCaller.follow(call, script));
  }

  private Placed finish(PhoneCall call, CallOutcome outcome) throws InterruptedException {
    ObservedCall story = story(call.sid());
    if (!story.awaitEnd(20_000)) {
      throw new AssertionError("the call never ended in the topics: " + outcome);
    }
    callers.add(call, outcome);
    return new Placed(call, outcome, story);
  }

  /** A caller who keeps to {@code script} on a thread of its own. */
  Live dial(CallScript script) {
    return dial(deployment.port(), script);
  }

  /** The same, to another port than the gateway's. */
  Live dial(int port, CallScript script) {
    URI webhook = webhook(port);
    PhoneCall call =
        telephone.call(
            CallRequest.inbound(webhook)
                .statusCallback(webhook.resolve("/status"), Set.of(CallStatus.COMPLETED)));
    var end = new FutureTask<>(() -> finish(call, ScriptedCaller.follow(call, script)));
    Thread.ofVirtual().start(end);
    return new Live(call, story(call.sid()), end);
  }

  /** A call that goes on, and how it ends. */
  record Live(PhoneCall call, ObservedCall story, Future<Placed> end) {}

  /** How the services are. */
  Collection<Health> health() {
    return deployment.health().values();
  }

  /** What stands of a call in {@code audio.inbound}, in the order of the log. */
  List<InboundAudio> audio(PhoneCall call) throws UnreadableRecord {
    var audio = new ArrayList<InboundAudio>();
    for (var message : records(Topics.AUDIO_INBOUND.name(), call)) {
      audio.add(KafkaRecords.inboundAudio(message));
    }
    return audio;
  }

  /** What stands of a call in a topic now, in the order of the log. */
  List<ConsumerRecord<String, byte[]>> records(String topic, PhoneCall call) {
    return records(settings, topic, call.sid());
  }

  /** The same as {@code reader} may see it. */
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

  /** A figure of the services, by its name and labels as {@code /metrics} shows them. */
  double figure(String name) throws Exception {
    String line = name + " ";
    return metrics()
        .lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
        .findFirst()
        .orElseThrow();
  }

  URI webhook() {
    return webhook(deployment.port());
  }

  private static URI webhook(int port) {
    return URI.create("http://127.0.0.1:" + port + "/twiml");
  }

  /** The services under test. */
  ServicesInOneJvm deployment() {
    return deployment;
  }

  /** All services once more on the same cluster, as in a deploy. */
  ServicesInOneJvm deployBeside(String gatewayId) {
    return ServicesInOneJvm.start(settings.with(Map.of("GATEWAY_ID", gatewayId)));
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

  /** The stand-ins for the providers. */
  Providers providers() {
    return new Providers(settings.get(ElevenLabsSettings.BASE_URL));
  }

  /** Makes a provider misbehave, in the words of the simulator's {@code /sim/faults}. */
  void fault(String provider, String plan) throws Exception {
    providers().fault(provider, plan);
  }

  /**
   * A sentence that nobody has recorded as a part of a script: another's sound, upside down, which
   * is taken for {@code text} from now on.
   */
  CallScript.Part teach(String text, String recorded) {
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

  private ObservedCall story(String callSid) {
    return stories.computeIfAbsent(callSid, ObservedCall::new);
  }

  @Override
  public void close() {
    reader.close();
    telephone.close();
    deployment.close();
    rest.ifPresent(Javalin::stop);
    standIns.close();
    callers.assertAccountedFor(KafkaClients.from(settings));
  }
}
