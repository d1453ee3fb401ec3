// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that is missing in {@code .env} does not let strangers call at the operator's cost. */
class UnsignedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPENAI_API_KEY=sk-1",
        "ELEVENLABS_API_KEY=xi-1",
        "OPENAI_API_KEY=sk-1 ELEVENLABS_API_KEY=xi-1",
        "OPENAI_API_KEY=sk-1 TWILIO_ACCOUNT_SID=AC1",
        "OPENAI_API_KEY=sk-1 OPENAI_BASE_URL=https://api.openai.com/v1",
        "OPENAI_API_KEY=sk-1 OPENAI_BASE_URL=http://127.0.0.1.example.com/v1",
        "OPENAI_API_KEY=sk-1 OPENAI_BASE_URL=http://my_llm:8000/v1",
        "OPENAI_API_KEY=sk-1 GATEWAY_ALLOW_UNSIGNED=false",
        "OPENAI_API_KEY=sk-1 TWILIO_AUTH_TOKEN_SECONDARY=t",
        "OPENAI_API_KEY=sk-1 BIND_ADDRESS=127.0.0.1",
        "GATEWAY_ALLOW_UNSIGNED=false",
      })
  void paidProvidersNeedTheAuthToken(String given) {
    assertThatThrownBy(() -> Unsigned.check(settings(given)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("TWILIO_AUTH_TOKEN is not set")
        .hasMessageContaining("GATEWAY_ALLOW_UNSIGNED=true")
        .hasMessageNotContaining("sk-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OPENAI_API_KEY= ELEVENLABS_API_KEY=",
        "OPENAI_API_KEY=sk-1 TWILIO_AUTH_TOKEN=t",
        "OPENAI_API_KEY=sk-1 GATEWAY_ALLOW_UNSIGNED=true",
        "OPENAI_API_KEY=x OPENAI_BASE_URL=http://127.0.0.1:8090/v1",
        "OPENAI_API_KEY=x OPENAI_BASE_URL=http://localhost:8090/v1",
      })
  void aTrialWithoutThemNeedsNone(String given) {
    assertThatCode(() -> Unsigned.check(settings(given))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 127.0.0.1",
    "OPENAI_API_KEY=sk-1 GATEWAY_ALLOW_UNSIGNED=true, 127.0.0.1",
    "TWILIO_AUTH_TOKEN=t, 0.0.0.0",
    "TWILIO_AUTH_TOKEN=t BIND_ADDRESS=127.0.0.1, 127.0.0.1",
    "GATEWAY_ALLOW_UNSIGNED=true BIND_ADDRESS=0.0.0.0, 0.0.0.0",
  })
  void withoutSignaturesOnlyThisMachineReachesIt(String given, String address) {
    assertThat(Unsigned.bindAddress(settings(given))).isEqualTo(address);
  }

  private static Settings settings(String given) {
    var values = new HashMap<String, String>();
    for (String pair : given.split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return Settings.of(Map.copyOf(values));
  }
}
