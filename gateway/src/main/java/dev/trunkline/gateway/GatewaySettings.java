// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.gateway.admission.Overload;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.outage.OutageAnnouncer;
import dev.trunkline.gateway.playout.Playout;
import dev.trunkline.gateway.twilio.media.MediaEndpoint;
import dev.trunkline.gateway.twilio.webhook.TwilioVoice;
import dev.trunkline.gateway.twilio.webhook.TwimlEndpoint;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator can say about a gateway.
 *
 * @param port 0 for any free one
 * @param publicUrl http or https, where Twilio reaches {@code /twiml}
 * @param streamUrl ws or wss, where Twilio reaches {@code /media}
 * @param authTokens with which Twilio may have signed: none means that nothing is checked
 * @param account Twilio's REST interface, if it may be used
 * @param requestIdle how long a connection may be silent, also in the middle of a request
 * @param tokenSecret signs stream tokens; the same for all gateways behind one address
 */
record GatewaySettings(
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

  private static final String BUSY =
      "All our lines are busy at the moment. Please call again in a few minutes.";
  private static final String GOODBYE =
      "We are sorry, we have to end this call. Please call again in a moment. Goodbye.";
  private static final String APOLOGY =
      "We are sorry, there is a technical problem with this call. Please call again later.";

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  /** More sockets than calls: a call that comes back may open one before the last is gone. */
  private static final int SPARE_SOCKETS = 64;

  /** Reads and checks everything. */
  static GatewaySettings from(Settings settings) {
    int port = settings.integer("PORT", 8080, 0, 65_535);
    int mostCalls = settings.integer("MAX_CALLS", 500, 1, 100_000);
    Optional<String> authToken = settings.text("TWILIO_AUTH_TOKEN");
    URI twilio = settings.url("TWILIO_BASE_URL", "https://api.twilio.com");
    return new GatewaySettings(
        port,
        id(settings, port),
        url(settings, "PUBLIC_URL", "https://voice.example.com", "https?"),
        url(settings, "TWILIO_STREAM_URL", "wss://voice.example.com/media", "wss?"),
        authTokens(settings, authToken),
        authToken.flatMap(token ->
            settings.text("TWILIO_ACCOUNT_SID").map(sid -> new Account(twilio, sid, token))),
        settings
            .text("STREAM_TOKEN_SECRET")
            .or(() -> authToken)
            .map(secret -> secret.getBytes(UTF_8))
            .orElseGet(() -> random(32)),
        ms(settings, "REQUEST_IDLE_MS", 10_000, 600_000),
        mostCalls,
        load(settings),
        new TwimlEndpoint.Messages(
            settings.text("BUSY_MESSAGE", BUSY),
            settings.text("APOLOGY_MESSAGE", APOLOGY),
            settings.text("GOODBYE_MESSAGE", GOODBYE),
            Optional.ofNullable(
                url(settings, "BUSY_REDIRECT_URL", "https://other.example.com/twiml", "https?")),
            voice(settings)),
        new Drain(
            Duration.ofMillis(settings.integer("DRAIN_MS", 60_000, 0, 3_600_000)),
            ms(settings, "HAND_OVER_MS", 5_000, 60_000)),
        new Calls.Limits(playout(settings), ms(settings, "RESUME_WAIT_MS", 10_000, 600_000)),
        OutageAnnouncer.Announcement.from(settings),
        media(settings, mostCalls));
  }

  private static List<String> authTokens(Settings settings, Optional<String> primary) {
    Optional<String> secondary = settings.text("TWILIO_AUTH_TOKEN_SECONDARY");
    if (primary.isEmpty() && secondary.isPresent()) {
      throw new InvalidSetting(
          "TWILIO_AUTH_TOKEN", "is not set, but TWILIO_AUTH_TOKEN_SECONDARY is", "set it as well");
    }
    return Stream.of(primary, secondary).flatMap(Optional::stream).toList();
  }

  /** The topic on which this gateway hears of its calls. */
  ReturnAddress returnAddress() {
    return ReturnAddress.ofGateway(id);
  }

  private static Overload.Limits load(Settings settings) {
    double most = settings.number("ADMISSION_MAX_LOAD", 0, 0, 1);
    double resume = settings.number("ADMISSION_RESUME_LOAD", most * 0.8, 0, 1);
    if (most > 0 && resume >= most) {
      throw new InvalidSetting(
          "ADMISSION_RESUME_LOAD",
          "is not below ADMISSION_MAX_LOAD",
          "set a smaller number, or none");
    }
    return new Overload.Limits(
        most, resume, Duration.ofMillis(settings.integer("ADMISSION_MAX_LAG_MS", 100, 0, 10_000)));
  }

  private static TwilioVoice voice(Settings settings) {
    Optional<String> language = settings.text("SAY_LANGUAGE");
    if (language.filter(code -> !LANGUAGE.matcher(code).matches()).isPresent()) {
      throw new InvalidSetting(
          "SAY_LANGUAGE", "is not a language", "set a code that Twilio has, such as de-DE");
    }
    return new TwilioVoice(language, settings.text("SAY_VOICE"));
  }

  private static Playout.Limits playout(Settings settings) {
    return new Playout.Limits(
        ms(settings, "PLAYOUT_LEAD_MS", 200, 10_000),
        ms(settings, "PLAYOUT_QUEUE_MS", 600_000, 3_600_000),
        ms(settings, "HANG_UP_WAIT_MS", 15_000, 600_000),
        ms(settings, "PAUSE_LIMIT_MS", 20_000, 600_000));
  }

  private static MediaEndpoint.Limits media(Settings settings, int mostCalls) {
    return new MediaEndpoint.Limits(
        ms(settings, "STREAM_START_WAIT_MS", 5_000, 60_000),
        ms(settings, "STREAM_IDLE_MS", 30_000, 600_000),
        settings.integer("STREAM_MESSAGES_PER_SECOND", 150, 50, 10_000),
        settings.integer("STREAM_MESSAGES_AT_ONCE", 600, 1, 100_000),
        settings.integer("STREAM_OUTGOING_FRAMES", 200, 10, 100_000),
        mostCalls + SPARE_SOCKETS);
  }

  private static Duration ms(Settings settings, String variable, int otherwise, int max) {
    return Duration.ofMillis(settings.integer(variable, otherwise, 1, max));
  }

  private static @Nullable URI url(
      Settings settings, String variable, String example, String schemes) {
    if (settings.text(variable).isEmpty()) {
      return null;
    }
    URI url = settings.url(variable, example);
    if (!url.getScheme().matches(schemes)) {
      throw new InvalidSetting(variable, "has the wrong scheme", "set a URL such as " + example);
    }
    return url;
  }

  /**
   * Unique among the gateways of a cluster, and the same after a restart where that is possible.
   */
  private static String id(Settings settings, int port) {
    String id =
        settings
            .text("GATEWAY_ID")
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
