// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerIdTest {
  private static final String OURS = "+15005550006";

  @ParameterizedTest
  @ValueSource(strings = {"+14155550100", "+491711234567", "+85212345678", "+4712345678"})
  void callersNumberIsPassedOn(String caller) {
    assertThat(CallerId.of(incoming(caller, OURS))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "anonymous",
        "Anonymous",
        "Restricted",
        "266696687",
        "+266696687",
        "+7378742833",
        "86282452253",
        "12345",
        "+12345",
        "client:alice",
        "sip:alice@example.com",
        "4155550100",
        "unknown",
        "whatsapp:+14155550100"
      })
  void transferOfACallerWithoutANumberShowsOurs(String caller) {
    assertThat(CallerId.of(incoming(caller, OURS))).contains(OURS);
  }

  @Test
  void nothingIsSetIfOursIsNoNumberEither() {
    assertThat(CallerId.of(incoming("anonymous", "sip:shop@example.com"))).isEmpty();
  }

  @Test
  void callThatWeMadeShowsOurs() {
    var ticket = new StreamTicket("CA1", "+14155550100", OURS, false, true, "");
    assertThat(CallerId.of(ticket)).contains(OURS);
  }

  private static StreamTicket incoming(String from, String to) {
    return new StreamTicket("CA1", from, to, false, "");
  }
}
