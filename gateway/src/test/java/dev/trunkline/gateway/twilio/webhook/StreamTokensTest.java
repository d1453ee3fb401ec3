// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.gateway.call.StreamTicket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamTokensTest {
  private static final StreamTicket TICKET =
      new StreamTicket("CA1", "+1415", "+1500", false, "gw-1");

  private Instant now = Instant.parse("2026-11-22T00:00:00Z");
  private final StreamTokens tokens = tokens("secret");

  @Test
  void tokenReturnsTheTicket() {
    assertThat(tokens.redeem("CA1", tokens.issue(TICKET))).contains(TICKET);
  }

  @Test
  void tokenIsRedeemedOnce() {
    Map<String, String> parameters = tokens.issue(TICKET);

    assertThat(tokens.redeem("CA1", parameters)).isPresent();
    assertThat(tokens.redeem("CA1", parameters)).isEmpty();
  }

  @Test
  void tokenIsForOneCall() {
    assertThat(tokens.redeem("CA2", tokens.issue(TICKET))).isEmpty();
  }

  @Test
  void everyParameterIsAuthenticated() {
    for (String name : new String[] {"token", "from", "to", "keeper"}) {
      var parameters = new HashMap<>(tokens.issue(TICKET));
      parameters.merge(name, "x", String::concat);
      assertThat(tokens.redeem("CA1", parameters)).as(name).isEmpty();
    }
    var resumed = new HashMap<>(tokens.issue(TICKET));
    resumed.put("resumed", "true");
    assertThat(tokens.redeem("CA1", resumed)).isEmpty();
    var unkept = new HashMap<>(tokens.issue(TICKET));
    unkept.remove("keeper");
    assertThat(tokens.redeem("CA1", unkept)).isEmpty();
  }

  @Test
  void boundariesBetweenParametersAreAuthenticated() {
    var parameters = new HashMap<>(tokens.issue(TICKET));
    parameters.put("from", "+1415+");
    parameters.put("to", "1500");

    assertThat(tokens.redeem("CA1", parameters)).isEmpty();
  }

  @Test
  @DisplayName("gateways whose clocks differ by 5 s accept each other's tokens")
  void tokensTolerateFiveSecondsOfClockSkew() {
    Map<String, String> parameters = tokens.issue(TICKET);
    StreamTokens other = tokens("secret");
    now = now.plusSeconds(5);
    assertThat(other.redeem("CA1", parameters)).as("a clock ahead").isPresent();
    now = now.minusSeconds(10);
    assertThat(tokens.redeem("CA1", parameters)).as("a clock behind").isPresent();
  }

  @Test
  @DisplayName("of 100 concurrent redemptions of a token one succeeds")
  void concurrentRedemptionsSucceedOnce() throws Exception {
    for (int race = 0; race < 20; race++) {
      Map<String, String> parameters = tokens.issue(TICKET);
      var gate = new CountDownLatch(1);
      var winners = new AtomicInteger();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int runner = 0; runner < 100; runner++) {
          var _ =
              threads.submit(() -> {
                gate.await();
                winners.addAndGet(tokens.redeem("CA1", parameters).isPresent() ? 1 : 0);
                return winners;
              });
        }
        gate.countDown();
      }
      assertThat(winners).hasValue(1);
    }
  }

  @Test
  void charactersThatXmlCannotCarryAreRemovedFirst() {
    var ticket = new StreamTicket("CA1", "sip:\0\n\ud800a@x", "\uffff+1500", false, "");

    assertThat(tokens.redeem("CA1", tokens.issue(ticket)))
        .contains(new StreamTicket("CA1", "sip:a@x", "+1500", false, ""));
  }

  @Test
  void tokenExpiresAfterOneMinute() {
    Map<String, String> first = tokens.issue(TICKET);
    Map<String, String> second = tokens.issue(TICKET);

    now = now.plus(Duration.ofSeconds(60));
    assertThat(tokens.redeem("CA1", first)).isPresent();
    now = now.plusMillis(1);
    assertThat(tokens.redeem("CA1", second)).isEmpty();
  }

  @Test
  void tokenOfAnotherSecretIsRejected() {
    assertThat(tokens.redeem("CA1", tokens("other").issue(TICKET))).isEmpty();
  }

  @Test
  void gatewayWithTheSameSecretRedeemsTheToken() {
    assertThat(tokens("secret").redeem("CA1", tokens.issue(TICKET))).contains(TICKET);
  }

  @Test
  void malformedTokensAreRejected() {
    for (String token : new String[] {"", ".", "..", "a.b.c", "a.1.c", "....", "é.1.ü"}) {
      assertThat(tokens.redeem("CA1", Map.of("token", token))).as(token).isEmpty();
    }
    assertThat(tokens.redeem("CA1", Map.of())).isEmpty();
  }

  @Test
  void parametersKeepTwiliosLimitOf500Characters() {
    var ticket = new StreamTicket("CA1", "sip:" + "a".repeat(1000), "b".repeat(1000), true, "");
    Map<String, String> parameters = tokens.issue(ticket);

    parameters.forEach(
        (name, value) -> assertThat(name.length() + value.length()).as(name).isLessThan(500));
    assertThat(tokens.redeem("CA1", parameters)).isPresent();
  }

  private StreamTokens tokens(String secret) {
    return new StreamTokens(secret.getBytes(UTF_8), () -> now, new SecureRandom());
  }

  @Test
  void directionOfTheCallIsPartOfTheTicket() {
    var ticket = new StreamTicket("CA1", "+1415", "+1500", false, true, "gw-1");
    Map<String, String> parameters = tokens.issue(ticket);
    assertThat(tokens.redeem("CA1", parameters)).contains(ticket);
    parameters = new java.util.HashMap<>(tokens.issue(ticket));
    parameters.remove("outgoing");
    assertThat(tokens.redeem("CA1", parameters)).isEmpty();
  }
}
