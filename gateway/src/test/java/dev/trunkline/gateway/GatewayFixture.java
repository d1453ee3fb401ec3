// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.gateway.outage.OutageAnnouncer;
import dev.trunkline.gateway.outage.StageOutage;
import dev.trunkline.gateway.twilio.webhook.Signing;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A gateway on a free port that keeps its records in memory, and clients for it. */
final class GatewayFixture implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final String CALL = "CA00000000000000000000000000000001";

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  final RecordingEventSink log = new RecordingEventSink();
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** The outage that the gateway sees. */
  volatile @Nullable StageOutage outage;

  final OkHttpClient client = new OkHttpClient();
  final GatewayServer server;

  /** Adds test defaults to {@code settings}: signed requests, any port. */
  GatewayFixture(Map<String, String> settings) {
    this(settings, UnaryOperator.identity());
  }

  /** The same with values that are constants elsewhere. */
  GatewayFixture(Map<String, String> settings, UnaryOperator<GatewaySettings> adjust) {
    var all = new HashMap<String, String>();
    all.put("PORT", "0");
    all.put("TWILIO_AUTH_TOKEN", TOKEN);
    all.put("GATEWAY_ADMISSION_MAX_LAG_MS", "0"); // A test machine may be as busy as it likes.
    all.putAll(settings);
    GatewaySettings read =
        adjust.apply(GatewaySettings.from(Settings.of(all), Assistants.checked(Settings.of(all))));
    server =
        new GatewayServer(
            read,
            log,
            new OutageAnnouncer(read.cover(), () -> outage, System::nanoTime),
            this::health,
            meters,
            InstantSource.system());
    server.start();
  }

  /** The setting that names an assistants file with this text. */
  static Map<String, String> assistants(String yaml) throws IOException {
    Path file = Files.createTempFile("assistants", ".yaml");
    file.toFile().deleteOnExit();
    return Map.of("ASSISTANTS_FILE", Files.writeString(file, yaml).toString());
  }

  int port() {
    return server.port();
  }

  /** Sends a signed webhook request as Twilio does. */
  Response ask(String target, Map<String, String> form) throws IOException {
    // Twilio neither sends nor signs a fragment.
    String url = "http://localhost:" + port() + target.replaceFirst("#.*", "");
    return ask(url, form, Signing.sign(TOKEN, url, form));
  }

  /** Sends a webhook request with any signature. */
  Response ask(String url, Map<String, String> form, String signature) throws IOException {
    var body = new FormBody.Builder(UTF_8);
    form.forEach(body::add);
    var request =
        new Request.Builder()
            .url(url)
            .header("X-Twilio-Signature", signature)
            .post(body.build())
            .build();
    return client.newCall(request).execute();
  }

  /** The TwiML for a call. */
  Element twiml(String target, String callSid) throws Exception {
    try (Response response =
        ask(target, Map.of("CallSid", callSid, "From", "+14155550100", "To", "+15005550006"))) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.header("Content-Type")).startsWith("text/xml");
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(response.body().bytes()));
      return document.getDocumentElement();
    }
  }

  /** The parameters of the stream that the gateway requests for a call; none if it does not. */
  Map<String, String> parameters(String target, String callSid) throws Exception {
    var nodes = twiml(target, callSid).getElementsByTagName("Parameter");
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element parameter = (Element) nodes.item(i);
      parameters.put(parameter.getAttribute("name"), parameter.getAttribute("value"));
    }
    return parameters;
  }

  /** An open socket without messages. */
  TwilioMediaClient telephone(String streamSid) throws Exception {
    String url = "ws://localhost:" + port() + "/media";
    var telephone =
        new TwilioMediaClient(client, port(), streamSid, Signing.sign(TOKEN, url, Map.of()));
    assertThat(telephone.handshake().code()).isEqualTo(101);
    return telephone;
  }

  /** A call whose stream has started. */
  TwilioMediaClient call(String callSid, String streamSid) throws Exception {
    Map<String, String> parameters = parameters("/twiml", callSid);
    TwilioMediaClient telephone = telephone(streamSid);
    telephone.connected();
    telephone.start(callSid, parameters);
    return telephone;
  }

  /** Waits until a counter has the value {@code count}. */
  void assertCount(double count, String name, String... tags) {
    long start = System.nanoTime();
    while (count(name, tags) != count && System.nanoTime() - start < WAIT_NANOS) {
      Thread.onSpinWait();
    }
    assertThat(count(name, tags)).as(name).isEqualTo(count);
  }

  double count(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }

  @Override
  public void close() {
    server.close();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Health health() {
    return new Health(true, true, Map.of("sessions", server.sessions()));
  }
}
