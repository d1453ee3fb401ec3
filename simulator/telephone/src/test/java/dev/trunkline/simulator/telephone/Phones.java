// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the telephone's tests have in common. */
public final class Phones {
  public static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final int WAIT_MS = 20_000;

  private Phones() {}

  /** A telephone for one machine; further settings come as name, value, name, value. */
  public static Telephone telephone(String... settings) {
    return new Telephone(settings(settings), TelephoneEnvironment.seeded(42));
  }

  public static TelephoneSettings settings(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("SIM_TELEPHONE_ALLOW_WS", "true");
    values.put("TWILIO_AUTH_TOKEN", TOKEN);
    values.put("SIM_TELEPHONE_SAY_MS_PER_CHARACTER", "0");
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return TelephoneSettings.from(Settings.of(values));
  }

  /** Something to be heard: a sine of 440 Hz. */
  public static byte[] tone(int ms) {
    var tone = new byte[ms * MuLaw.PER_MS];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = MuLaw.encode((short) (8_000 * Math.cos(2 * Math.PI * 440 * i / 8_000)));
    }
    return tone;
  }

  static List<Integer> codes(PhoneCall call) {
    return call.debugger().stream().map(entry -> entry.code().number()).toList();
  }
}
