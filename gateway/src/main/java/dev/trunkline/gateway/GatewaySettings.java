// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static dev.trunkline.runtime.settings.Component.GATEWAY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.gateway.admission.Overload;
import dev.trunkline.gateway.call.AllowedRedirects;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.outage.OutageAnnouncer;
import dev.trunkline.gateway.playout.Playout;
import dev.trunkline.gateway.twilio.media.MediaEndpoint;
import dev.trunkline.gateway.twilio.webhook.TwilioVoice;
import dev.trunkline.gateway.twilio.webhook.TwimlEndpoint;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.runtime.time.CallTimes;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator can say about a gateway.
 *
 * @param bindAddress the address of this machine that it listens on
 * @param port 0 for any free one
 * @param publicUrl http or https, where Twilio reaches {@code /twiml}
 * @param streamUrl ws or wss, where Twilio reaches {@code /media}
 * @param authTokens with which Twilio may have signed: none means that nothing is checked
 * @param account Twilio's REST interface, if it may be used
 * @param requestIdle how long a connection may be silent, also in the middle of a request
 * @param tokenSecret signs stream tokens; the same for all gateways behind one address
 */
record GatewaySettings(
    String bindAddress,
    int port,
    String id,
    @Nullable URI publicUrl,
    @Nullable URI streamUrl,
    List<String> authTokens,
    Optional<Account> account,
    byte[] tokenSecret,
    Duration requestIdle,
    int mostCalls,
    Overload.Limits load,
    TwimlEndpoint.Messages messages,
    Drain drain,
    AllowedRedirects redirects,
    Calls.Limits calls,
    OutageAnnouncer.Announcement cover,
    MediaEndpoint.Limits media) {

  /** Twilio's REST interface. */
  record Account(URI baseUrl, String sid, String authToken) {}

  /**
   * How a gateway stops.
   *
   * @param patience how long the calls in hand may go on
   * @param handOver how long it then answers those whose calls come back to it
   */
  record Drain(Duration patience, Duration handOver) {}

  static final Setting<Integer> PORT =
      Setting.integer("PORT", 8080, 0, 65_535)
          .meaning("Port of the gateway: webhooks, streams, `/health` and `/metrics`.")
          .reason("The port is taken. In containers it is fixed.")
          .readBy(GATEWAY);

  static final Setting<String> ID =
      Setting.text("GATEWAY_ID")
          .defaultShown("host name and port")
          .meaning(
              "Names the gateway's own topic; unique in the cluster, the same after a restart.")
          .reason("Host names are not unique, or change with a restart.")
          .readBy(GATEWAY);

  static final Setting<URI> PUBLIC_URL =
      Setting.url("GATEWAY_PUBLIC_URL", "https?", "https://voice.example.com")
          .defaultShown("from the request")
          .meaning("The gateway's address as Twilio sees it; signatures are checked against it.")
          .reason("Behind a proxy, load balancer or tunnel.")
          .readBy(GATEWAY);

  static final Setting<URI> STREAM_URL =
      Setting.url("TWILIO_STREAM_URL", "wss?", "wss://voice.example.com/media")
          .defaultShown("`/media` below the public URL")
          .meaning("Where Twilio opens a call's media stream.")
          .reason("Streams take another way than webhooks.")
          .readBy(GATEWAY);

  static final Setting<String> AUTH_TOKEN_SECONDARY =
      Setting.secret("TWILIO_AUTH_TOKEN_SECONDARY")
          .meaning("Secondary auth token: signatures made with either token are accepted.")
          .reason("While the auth token is rotated.")
          .readBy(GATEWAY);

  static final Setting<URI> TWILIO_BASE_URL =
      Setting.url("TWILIO_BASE_URL", "https://api.twilio.com")
          .meaning("Twilio's REST API.")
          .reason("Another region of Twilio, or the simulator.")
          .readBy(GATEWAY);

  static final Setting<String> STREAM_TOKEN_SECRET =
      Setting.secret("GATEWAY_STREAM_TOKEN_SECRET")
          .defaultShown("the auth token")
          .meaning("Signs the tokens with which streams prove that a webhook announced them.")
          .reason("Several gateways behind one address without a common auth token.")
          .readBy(GATEWAY);

  static final Setting<Integer> MAX_CALLS =
      Setting.integer("GATEWAY_MAX_CALLS", 500, 1, 100_000)
          .meaning(
              "Concurrent calls that one gateway accepts; further callers hear that all lines are"
                  + " busy.")
          .reason("What the machine and the providers' quotas carry.")
          .readBy(GATEWAY);

  static final Setting<Integer> MAX_LAG_MS =
      Setting.integer("GATEWAY_ADMISSION_MAX_LAG_MS", 100, 0, 10_000)
          .meaning(
              "Average lateness, in milliseconds, of the speech sent to callers from which on new"
                  + " calls are rejected, until it has halved. 0: never.")
          .reason("Lower to protect calls in progress sooner.")
          .readBy(GATEWAY);

  static final Setting<Double> MAX_LOAD =
      Setting.number("GATEWAY_ADMISSION_MAX_LOAD", 0, 0, 1)
          .meaning(
              "Share of the processors (of the container, if it has a limit) in use from which on"
                  + " new calls are rejected, until it is below 0.8 of that. 0: never.")
          .reason("0.85 where a gateway has the machine or container to itself.")
          .readBy(GATEWAY);

  static final Setting<Integer> DRAIN_MS =
      Setting.integer("GATEWAY_DRAIN_MS", 60_000, 0, 3_600_000)
          .meaning(
              "Milliseconds for which a gateway that stops lets its calls continue, before it hands"
                  + " them over to another. The container's grace period must be longer.")
          .reason("Longer so that more calls end by themselves.")
          .readBy(GATEWAY);

  static final Setting<URI> BUSY_REDIRECT_URL =
      Setting.url("GATEWAY_BUSY_REDIRECT_URL", "https?", "https://other.example.com/twiml")
          .defaultShown("none: the busy text")
          .meaning("A webhook that takes the calls this gateway rejects.")
          .reason("There is another cluster, or a voice mail.")
          .readBy(GATEWAY);

  // No operator has a reason to change these; tests do.
  private static final Duration REQUEST_IDLE = Duration.ofSeconds(10);
  private static final Duration HAND_OVER = Duration.ofSeconds(5);
  private static final Duration PLAYOUT_LEAD = Duration.ofMillis(200);
  private static final Duration PLAYOUT_QUEUE = Duration.ofMinutes(10);
  private static final Duration HANG_UP_WAIT = Duration.ofSeconds(15);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(20);
  private static final Duration STREAM_START_WAIT = Duration.ofSeconds(5);
  private static final Duration STREAM_IDLE = Duration.ofSeconds(30);
  private static final int STREAM_MESSAGES_PER_SECOND = 150;
  private static final int STREAM_MESSAGES_BURST = 600;
  private static final int STREAM_OUTGOING_FRAMES = 200;
  private static final double RESUME_SHARE = 0.8;

  private static final String BUSY =
      "All our lines are busy at the moment. Please call again in a few minutes.";
  private static final String GOODBYE =
      "We are sorry, we have to end this call. Please call again in a moment. Goodbye.";
  private static final String APOLOGY =
      "We are sorry, there is a technical problem with this call. Please call again later.";

  /** More sockets than calls: a call that comes back may open one before the last is gone. */
  private static final int SPARE_SOCKETS = 64;

  /**
   * Reads and checks everything.
   *
   * @throws InvalidSetting if a setting, or what the gateway needs of the assistants file, is wrong
   */
  static GatewaySettings from(Settings settings, Assistants assistants) {
    Unsigned.check(settings);
    int port = settings.get(PORT);
    int mostCalls = settings.get(MAX_CALLS);
    Optional<String> authToken = settings.find(SharedSettings.TWILIO_AUTH_TOKEN);
    URI twilio = settings.get(TWILIO_BASE_URL);
    return new GatewaySettings(
        Unsigned.bindAddress(settings),
        port,
        id(settings, port),
        settings.find(PUBLIC_URL).orElse(null),
        settings.find(STREAM_URL).orElse(null),
        authTokens(settings, authToken),
        authToken.flatMap(token ->
            settings
                .find(SharedSettings.TWILIO_ACCOUNT_SID)
                .map(sid -> new Account(twilio, sid, token))),
        settings
            .find(STREAM_TOKEN_SECRET)
            .or(() -> authToken)
            .map(secret -> secret.getBytes(UTF_8))
            .orElseGet(() -> random(32)),
        REQUEST_IDLE,
        mostCalls,
        load(settings),
        messages(settings, assistants.twilioVoice()),
        new Drain(Duration.ofMillis(settings.get(DRAIN_MS)), HAND_OVER),
        new AllowedRedirects(assistants),
        new Calls.Limits(
            new Playout.Limits(PLAYOUT_LEAD, PLAYOUT_QUEUE, HANG_UP_WAIT, MAX_PAUSE),
            Duration.ofMillis(CallTimes.RESUME_WAIT_MS)),
        OutageAnnouncer.Announcement.from(assistants),
        new MediaEndpoint.Limits(
            STREAM_START_WAIT,
            STREAM_IDLE,
            STREAM_MESSAGES_PER_SECOND,
            STREAM_MESSAGES_BURST,
            STREAM_OUTGOING_FRAMES,
            mostCalls + SPARE_SOCKETS));
  }

  private static TwimlEndpoint.Messages messages(
      Settings settings, dev.trunkline.runtime.assistant.TwilioVoice said) {
    return new TwimlEndpoint.Messages(
        Objects.requireNonNullElse(said.busy(), BUSY),
        Objects.requireNonNullElse(said.apology(), APOLOGY),
        Objects.requireNonNullElse(said.goodbye(), GOODBYE),
        settings.find(BUSY_REDIRECT_URL),
        new TwilioVoice(Optional.ofNullable(said.language()), Optional.ofNullable(said.voice())));
  }

  private static List<String> authTokens(Settings settings, Optional<String> primary) {
    Optional<String> secondary = settings.find(AUTH_TOKEN_SECONDARY);
    if (primary.isEmpty() && secondary.isPresent()) {
      throw new InvalidSetting(
          SharedSettings.TWILIO_AUTH_TOKEN.name(),
          "is not set, but " + AUTH_TOKEN_SECONDARY.name() + " is",
          "set it as well");
    }
    return Stream.of(primary, secondary).flatMap(Optional::stream).toList();
  }

  /** The topic on which this gateway hears of its calls. */
  ReturnAddress returnAddress() {
    return ReturnAddress.ofGateway(id);
  }

  private static Overload.Limits load(Settings settings) {
    double most = settings.get(MAX_LOAD);
    return new Overload.Limits(
        most, most * RESUME_SHARE, Duration.ofMillis(settings.get(MAX_LAG_MS)));
  }

  GatewaySettings withRequestIdle(Duration idle) {
    return with(idle, drain, calls, media);
  }

  GatewaySettings withHandOver(Duration handOver) {
    return with(requestIdle, new Drain(drain.patience(), handOver), calls, media);
  }

  GatewaySettings withResumeWait(Duration wait) {
    return with(requestIdle, drain, new Calls.Limits(calls.playout(), wait), media);
  }

  GatewaySettings withMedia(UnaryOperator<MediaEndpoint.Limits> change) {
    return with(requestIdle, drain, calls, change.apply(media));
  }

  private GatewaySettings with(
      Duration idle, Drain stop, Calls.Limits limits, MediaEndpoint.Limits streams) {
    return new GatewaySettings(
        bindAddress,
        port,
        id,
        publicUrl,
        streamUrl,
        authTokens,
        account,
        tokenSecret,
        idle,
        mostCalls,
        load,
        messages,
        stop,
        redirects,
        limits,
        cover,
        streams);
  }

  /**
   * Unique among the gateways of a cluster, and the same after a restart where that is possible.
   */
  private static String id(Settings settings, int port) {
    String id =
        settings
            .find(ID)
            .orElseGet(
                () -> hostName() + "-" + (port == 0 ? HexFormat.of().formatHex(random(4)) : port));
    String legal = id.replaceAll("[^A-Za-z0-9._-]", "-");
    return legal.substring(0, Math.min(legal.length(), 200));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "gateway";
    }
  }

  private static byte[] random(int bytes) {
    var random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }
}
