// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.wire;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which API keys and single-use tokens are good. Any thread. */
public final class ApiKeys {
  /** A single-use token lives 15 minutes, unless used earlier. */
  private static final long TOKEN_NANOS = TimeUnit.MINUTES.toNanos(15);

  /** So many unused tokens are kept; more than that are refused at their use. */
  private static final int TOKENS = 10_000;

  private record Token(String type, long expiresNanos) {}

  private final Set<String> accepted;
  private final LongSupplier nanoTime;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  /**
   * @param accepted the good keys; if empty, every key is good but the empty one
   */
  public ApiKeys(Set<String> accepted, LongSupplier nanoTime) {
    this.accepted = Set.copyOf(accepted);
    this.nanoTime = nanoTime;
  }

  /** Whether {@code key} opens the door. */
  public boolean accepts(@Nullable String key) {
    return key != null && !key.isBlank() && (accepted.isEmpty() || accepted.contains(key));
  }

  /** Whether an {@code Authorization} header carries a good key. */
  public boolean acceptsBearer(@Nullable String header) {
    return header != null && header.startsWith("Bearer ") && accepts(header.substring(7));
  }

  /** A new single-use token for one kind of endpoint. */
  public String issue(String type) {
    long now = nanoTime.getAsLong();
    if (tokens.size() >= TOKENS) {
      tokens.values().removeIf(token -> token.expiresNanos - now < 0);
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String token = "sutkn_" + HexFormat.of().formatHex(bytes);
    if (tokens.size() < TOKENS) {
      tokens.put(token, new Token(type, now + TOKEN_NANOS));
    }
    return token;
  }

  /** Whether the token is good for this kind of endpoint; from now on it is not. */
  public boolean use(String token, String type) {
    Token known = tokens.remove(token);
    return known != null
        && known.type.equals(type)
        && known.expiresNanos - nanoTime.getAsLong() > 0;
  }
}
