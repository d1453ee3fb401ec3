// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.GatewayCommand.SendDtmf;
import dev.trunkline.events.GatewayCommand.Transfer;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that can write to the gateway's topic cannot dial the numbers of its choice. */
class AllowedRedirectsTest {
  private static final String SHOP = "+15005550006";
  private static final String CLINIC = "+15005550007";

  @TempDir Path directory;
  private AllowedRedirects allowed;

  @BeforeEach
  void read() throws IOException {
    Path file = directory.resolve("assistants.yaml");
    Files.writeString(
        file,
        """
        defaults:
          manners: {failureTransferNumber: "+15005550010"}
        assistants:
          - name: shop
            numbers: ["%s"]
            tools: [transfer]
            transfers:
              billing: {number: "+15005550009"}
          - name: clinic
            numbers: ["%s"]
            manners: {failureTransferNumber: "+15005550011"}
        """
            .formatted(SHOP, CLINIC));
    allowed =
        new AllowedRedirects(
            Assistants.checked(Settings.of(Map.of("ASSISTANTS_FILE", file.toString()))));
  }

  @ParameterizedTest
  @CsvSource({
    "+15005550009, " + SHOP,
    "+15005550010, " + SHOP,
    "+15005550010, " + CLINIC,
    "+15005550011, " + CLINIC,
    "+15005550010, +15005559999",
  })
  void destinationsOfTheCallsAssistantAreDialled(String number, String to) {
    assertThat(allowed.allows(transfer(number, 20), to)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "+19005550199, " + SHOP,
    "+15005550009, " + CLINIC,
    "+15005550011, " + SHOP,
    "+15005550009, +15005559999",
    "+15005550009, ''",
    "15005550009, " + SHOP,
    "sip:x@example.com, " + SHOP,
    "'+15005550009,+19005550199', " + SHOP,
    "'', " + SHOP,
    SHOP + ", " + SHOP,
  })
  void otherNumbersAreNot(String number, String to) {
    assertThat(allowed.allows(transfer(number, 20), to)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 601, Integer.MAX_VALUE})
  void itDoesNotRingForEver(int seconds) {
    assertThat(allowed.allows(transfer("+15005550009", seconds), SHOP)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2", "</Play>", "A", "1 2", "+1"})
  void onlyKeysArePressed(String digits) {
    assertThat(allowed.allows(new SendDtmf("CA1", 1, digits, 0))).isFalse();
  }

  @Test
  void keysArePressed() {
    assertThat(allowed.allows(new SendDtmf("CA1", 1, "12w*#", 0))).isTrue();
    assertThat(allowed.allows(new SendDtmf("CA1", 1, "1".repeat(101), 0))).isFalse();
  }

  private static Transfer transfer(String number, int ringSeconds) {
    return new Transfer("CA1", 1, number, ringSeconds, 0);
  }
}
