// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * One-time tokens that tie a media stream to the webhook answer that asked for it. Twilio's
 * signature has no time in it, so a recorded handshake could be played again for ever; a token
 * lives for 60 seconds, is good for one call and is taken once by this process. It travels in the
 * {@code <Parameter>}s of the TwiML and binds all of them. Thread-safe.
 */
public final class StreamTokens {
  private static final String ALGORITHM = "HmacSHA256";

  /** Twilio opens the stream as soon as it has the TwiML. */
  private static final Duration LIFE = Duration.ofSeconds(60);

  /** More calls than that in a minute are not answered rather than answered twice. */
  private static final int MOST_USED = 100_000;

  /** Twilio allows 500 characters for name and value of a parameter. */
  private static final int LONGEST_PARTY = 450;

  private static final int NONCE_BYTES = 16;

  private final SecretKeySpec key;
  private final InstantSource clock;
  private final SecureRandom random;
  private final LinkedHashMap<String, Long> used = new LinkedHashMap<>();

  public StreamTokens(byte[] secret, InstantSource clock, SecureRandom random) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
    this.random = random;
  }

  /** The parameters of a new stream for this call. */
  Map<String, String> issue(StreamTicket ticket) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String stamp = encode(nonce) + "." + clock.instant().plus(LIFE).toEpochMilli();
    var cut =
        new StreamTicket(
            ticket.callSid(),
            shorten(ticket.from()),
            shorten(ticket.to()),
            ticket.resumed(),
            ticket.keeper());
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("token", stamp + "." + encode(mac(stamp, cut)));
    parameters.put("from", cut.from());
    parameters.put("to", cut.to());
    parameters.put("resumed", String.valueOf(cut.resumed()));
    if (!cut.keeper().isEmpty()) {
      parameters.put("keeper", cut.keeper());
    }
    return parameters;
  }

  /**
   * The ticket in the parameters of a stream that was opened for {@code callSid}; empty if they are
   * not as issued, were issued for another call, are too old, or were taken before.
   */
  public Optional<StreamTicket> redeem(String callSid, Map<String, String> parameters) {
    var ticket =
        new StreamTicket(
            callSid,
            parameters.getOrDefault("from", ""),
            parameters.getOrDefault("to", ""),
            Boolean.parseBoolean(parameters.get("resumed")),
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
    // Only we can have written what follows.
    return take(stamp, Long.parseLong(parts[1])) ? Optional.of(ticket) : Optional.empty();
  }

  private synchronized boolean take(String stamp, long expiresAtMs) {
    long nowMs = clock.millis();
    used.values().removeIf(expiry -> expiry < nowMs);
    return expiresAtMs >= nowMs
        && used.size() < MOST_USED
        && used.putIfAbsent(stamp, expiresAtMs) == null;
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
      if (!ticket.keeper().isEmpty()) {
        bind(ticket.keeper(), mac);
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

  /** A SIP caller writes its address itself; of that, what comes back as it was sent. */
  private static String shorten(String party) {
    String plain = party.replaceAll("[^\\x20-\\x7e\\u00a0-\\ud7ff\\uf900-\\ufffd]", "");
    return plain.length() <= LONGEST_PARTY ? plain : plain.substring(0, LONGEST_PARTY);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
