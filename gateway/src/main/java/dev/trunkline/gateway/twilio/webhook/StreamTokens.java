// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.gateway.call.StreamTicket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time tokens that bind a media stream to the webhook answer that requested it. Twilio's
 * signature contains no time, so a recorded handshake could be replayed forever; a token is valid
 * for 60 seconds, for one call, and once per process. It travels in the {@code <Parameter>}s of the
 * TwiML and authenticates all of them. Thread-safe.
 */
public final class StreamTokens {
  private static final String ALGORITHM = "HmacSHA256";

  /** Twilio opens the stream as soon as it has the TwiML. */
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  /** Above this many tokens a minute streams are rejected, so that none is accepted twice. */
  private static final int MAX_REDEEMED = 100_000;

  /** Twilio allows 500 characters for name and value of a parameter. */
  private static final int MAX_PARTY_LENGTH = 450;

  private static final int NONCE_BYTES = 16;

  private final SecretKeySpec key;
  private final InstantSource clock;
  private final SecureRandom random;
  private final LinkedHashMap<String, Long> redeemed = new LinkedHashMap<>();

  public StreamTokens(byte[] secret, InstantSource clock, SecureRandom random) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
    this.random = random;
  }

  /** The parameters for a new stream of this call. */
  Map<String, String> issue(StreamTicket ticket) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String stamp = encode(nonce) + "." + clock.instant().plus(LIFETIME).toEpochMilli();
    var shortened =
        new StreamTicket(
            ticket.callSid(),
            shorten(ticket.from()),
            shorten(ticket.to()),
            ticket.resumed(),
            ticket.outgoing(),
            ticket.reservedAt());
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("token", stamp + "." + encode(mac(stamp, shortened)));
    parameters.put("from", shortened.from());
    parameters.put("to", shortened.to());
    parameters.put("resumed", String.valueOf(shortened.resumed()));
    if (shortened.outgoing()) {
      parameters.put("outgoing", "true");
    }
    if (!shortened.reservedAt().isEmpty()) {
      parameters.put("keeper", shortened.reservedAt());
    }
    return parameters;
  }

  /**
   * The ticket in the parameters of a stream opened for {@code callSid}; empty if they are not as
   * issued, were issued for another call, are too old, or were redeemed before.
   */
  public Optional<StreamTicket> redeem(String callSid, Map<String, String> parameters) {
    var ticket =
        new StreamTicket(
            callSid,
            parameters.getOrDefault("from", ""),
            parameters.getOrDefault("to", ""),
            Boolean.parseBoolean(parameters.get("resumed")),
            Boolean.parseBoolean(parameters.get("outgoing")),
            parameters.getOrDefault("keeper", ""));
    String[] parts = parameters.getOrDefault("token", "").split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    String stamp = parts[0] + "." + parts[1];
    byte[] given = parts[2].getBytes(UTF_8);
    if (!MessageDigest.isEqual(encode(mac(stamp, ticket)).getBytes(UTF_8), given)) {
      return Optional.empty();
    }
    // The signature is ours, so the expiry is well-formed.
    return markRedeemed(stamp, Long.parseLong(parts[1])) ? Optional.of(ticket) : Optional.empty();
  }

  private synchronized boolean markRedeemed(String stamp, long expiresAtMs) {
    long nowMs = clock.millis();
    redeemed.values().removeIf(expiry -> expiry < nowMs);
    return expiresAtMs >= nowMs
        && redeemed.size() < MAX_REDEEMED
        && redeemed.putIfAbsent(stamp, expiresAtMs) == null;
  }

  private byte[] mac(String stamp, StreamTicket ticket) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      bind(stamp, mac);
      bind(ticket.callSid(), mac);
      bind(ticket.from(), mac);
      bind(ticket.to(), mac);
      bind(String.valueOf(ticket.resumed()), mac);
      if (ticket.outgoing()) {
        bind("outgoing", mac);
      }
      if (!ticket.reservedAt().isEmpty()) {
        bind(ticket.reservedAt(), mac);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void bind(String part, Mac mac) {
    byte[] bytes = part.getBytes(UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    mac.update(bytes);
  }

  /** Keeps the characters of a SIP caller's address that survive the way through TwiML. */
  private static String shorten(String party) {
    String plain = party.replaceAll("[^\\x20-\\x7e\\u00a0-\\ud7ff\\uf900-\\ufffd]", "");
    return plain.length() <= MAX_PARTY_LENGTH ? plain : plain.substring(0, MAX_PARTY_LENGTH);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
