package dev.trunkline.standalone;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.kafka.KafkaClients;
import dev.trunkline.simulator.engine.Clips;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.CallRequest;
import dev.trunkline.simulator.telephone.CallScript;
import dev.trunkline.simulator.telephone.Caller;
import dev.trunkline.simulator.telephone.PhoneCall;
import dev.trunkline.simulator.telephone.Telephone;
import dev.trunkline.simulator.telephone.TelephoneSettings;
import dev.trunkline.standalone.broker.EmbeddedBroker;
import dev.trunkline.standalone.story.CallStory;
import dev.trunkline.standalone.story.EventReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything a call needs, for system tests: a real broker, all services, providers on their wire
 * with the oracle engine, and a telephone that signs.
 */
final class LocalStack implements AutoCloseable {
  private static final Clips CLIPS = Clips.bundled();

  private final StandIns standIns;
  private final EmbeddedBroker broker;
  private final Deployment deployment;
  private final Telephone telephone;
  private final EventReader reader;
  private final Map<String, CallStory> stories = new ConcurrentHashMap<>();
  final Settings settings;

  private LocalStack(Path directory, Map<String, String> more) {
    var base =
        Settings.of(
                Map.of(
                    "SIMULATOR_ENGINES", "oracle",
                    "PORT", "0",
                    "GATEWAY_ID", "system-test",
                    "TOPICS_PARTITIONS", "3",
                    "TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef",
                    "TELEPHONE_ALLOW_WS", "true"))
            .with(more);
    standIns = StandIns.start(base);
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    settings =
        standIns
            .fill(base, silent)
            .with(Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
    deployment = Deployment.start(settings);
    telephone = new Telephone(TelephoneSettings.from(settings));
    reader =
        new EventReader(KafkaClients.from(settings), event -> story(event.callSid()).tell(event));
  }

  static LocalStack start(Path directory) {
    return new LocalStack(directory, Map.of());
  }

  /** With {@code more} settings. */
  static LocalStack start(Path directory, Map<String, String> more) {
    return new LocalStack(directory, more);
  }

  /** A call that was placed and is over. */
  record Placed(PhoneCall call, CallOutcome outcome, CallStory story) {}

  Placed place(CallScript script) throws Exception {
    PhoneCall call = telephone.call(CallRequest.inbound(webhook()));
    CallOutcome outcome = Caller.follow(call, script);
    CallStory story = story(call.sid());
    if (!story.awaitEnd(20_000)) {
      throw new AssertionError("the call never ended in the topics");
    }
    return new Placed(call, outcome, story);
  }

  URI webhook() {
    return URI.create("http://127.0.0.1:" + deployment.port() + "/twiml");
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

  /** Makes a provider misbehave, in the words of the simulator's {@code /sim/faults}. */
  void fault(String provider, String plan) throws Exception {
    URI base = settings.url("ELEVENLABS_BASE_URL", "http://localhost");
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(base + "/sim/faults/" + provider))
                  .PUT(HttpRequest.BodyPublishers.ofString(plan))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(answer.body());
      }
    }
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

  private CallStory story(String callSid) {
    return stories.computeIfAbsent(callSid, CallStory::new);
  }

  @Override
  public void close() {
    reader.close();
    telephone.close();
    deployment.close();
    broker.close();
    standIns.close();
  }
}
