// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes one case's broken input from valid input. About one input in ten stays valid. */
public final class Mutator {
  /** One input in so many stays valid. */
  private static final int VALID_ONE_IN = 10;

  private static final int MAX_CHANGES = 3;
  private static final Pattern JSON_TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d+(?:\\.\\d+)?|true|false|null");

  /** Replacements of a JSON value or a field name. */
  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "0.5",
          "-0.0",
          "2147483647",
          "2147483648",
          "-2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e400",
          "-1e400",
          "1" + "0".repeat(900),
          "\"\"",
          "\" \"",
          "\"x\"",
          "\"NaN\"",
          "\"7\"",
          "\"A\"",
          "\"AAA\"",
          "\"=\"",
          "\"A===\"",
          "\"////\"",
          "\"not base64!\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\uD83D\\uDE00 \u00e4\u05d0\"",
          "\"" + "y".repeat(5_000) + "\"",
          "[]",
          "{}",
          "[null]",
          "{\"\":null}",
          "[".repeat(20) + "]".repeat(20),
          "[".repeat(2_000) + "]".repeat(2_000),
          "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500));

  private static final List<String> PIECES =
      List.of("{", "}", "[", "]", "\"", ",", ":", "\\", "\n", "\0", "%", "%zz", "&", "=", "\ud800");

  private final Random random;
  private String last = "nothing";

  Mutator(Random random) {
    this.random = random;
  }

  /** From 0 to {@code bound - 1}. */
  public int number(int bound) {
    return random.nextInt(bound);
  }

  /** True with a probability of one in {@code cases}. */
  public boolean oneIn(int cases) {
    return random.nextInt(cases) == 0;
  }

  /** Any of {@code choices}. */
  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Text like {@code valid}, which may be JSON or anything else. */
  public String text(String valid) {
    String text = valid;
    for (int change = changes(); change > 0; change--) {
      text = change(text);
    }
    last = text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
    return text;
  }

  /** Bytes like {@code valid}: changed as text or as bytes. */
  public byte[] bytes(byte[] valid) {
    return random.nextBoolean() ? text(new String(valid, UTF_8)).getBytes(UTF_8) : raw(valid);
  }

  /** Random bytes, from none to {@code maxBytes}. */
  public byte[] noise(int maxBytes) {
    var noise = new byte[random.nextInt(maxBytes + 1)];
    random.nextBytes(noise);
    return noise;
  }

  /** A record's value like {@code valid}, or null. */
  public byte @Nullable [] value(byte[] valid) {
    return oneIn(50) ? null : bytes(valid);
  }

  /** Headers like {@code valid}, with some missing, empty, cut, repeated, or replaced. */
  public Headers headers(Headers valid) {
    Headers headers = Records.noHeaders();
    for (Header header : valid) {
      if (!oneIn(4)) {
        headers.add(header);
        continue;
      }
      switch (random.nextInt(5)) {
        case 0 -> {
          // Left out.
        }
        case 1 -> headers.add(header.key(), null);
        case 2 -> headers.add(header.key(), raw(header.value()));
        case 3 -> headers.add(header.key(), noise(300));
        default -> headers.add(header).add(header.key(), raw(header.value()));
      }
    }
    return oneIn(VALID_ONE_IN) ? headers.add("x".repeat(random.nextInt(40)), noise(40)) : headers;
  }

  /** The last input made, for the failure message. */
  String last() {
    return last;
  }

  private int changes() {
    return oneIn(VALID_ONE_IN) ? 0 : 1 + random.nextInt(MAX_CHANGES);
  }

  private String change(String text) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + random.nextInt(20));
    return switch (random.nextInt(9)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(to);
      case 2 -> text.substring(0, to) + text.substring(at);
      case 3 -> text.substring(0, at) + pick(PIECES) + text.substring(at);
      case 4 -> text + pick(PIECES) + text.substring(at);
      default -> replaceToken(text);
    };
  }

  private String replaceToken(String text) {
    List<MatchResult> tokens = JSON_TOKEN.matcher(text).results().toList();
    if (tokens.isEmpty()) {
      return text + pick(ODD_VALUES);
    }
    MatchResult old = pick(tokens);
    String instead = oneIn(4) ? pick(tokens).group() : pick(ODD_VALUES);
    return text.substring(0, old.start()) + instead + text.substring(old.end());
  }

  private byte[] raw(byte[] valid) {
    byte[] bytes = valid.clone();
    for (int change = changes(); change > 0 && bytes.length > 0; change--) {
      switch (random.nextInt(4)) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
        case 2 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        default -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
    }
    last =
        bytes.length
            + " bytes "
            + Arrays.toString(Arrays.copyOf(bytes, Math.min(400, bytes.length)));
    return bytes;
  }
}
