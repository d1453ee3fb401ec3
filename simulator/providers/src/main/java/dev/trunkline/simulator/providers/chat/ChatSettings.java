// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * How the chat endpoint behaves where OpenAI's documentation leaves it open, and how fast it is.
 */
public record ChatSettings(
    List<String> models,
    int firstTokenMs,
    double tokensPerSecond,
    boolean crLf,
    boolean comments,
    int eventsPerPacket,
    boolean splitPackets,
    boolean forcedFinishStop,
    double rewording,
    ZoneId zone) {
  private static final String MODELS =
      "gpt-4o-mini,gpt-4o,gpt-4.1,gpt-4.1-mini,gpt-4.1-nano,gpt-6-luna";
  private static final int MAX_MS = 600_000;

  static final Setting<String> KNOWN_MODELS =
      Setting.text("SIM_CHAT_MODELS", MODELS)
          .meaning("The known models; each answers under its dated snapshot.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> FIRST_TOKEN_MS =
      Setting.integer("SIM_CHAT_FIRST_TOKEN_MS", 0, 0, MAX_MS)
          .meaning("Milliseconds before the first byte of an answer.")
          .readBy(Component.SIMULATOR);

  static final Setting<Double> TOKENS_PER_SECOND =
      Setting.number("SIM_CHAT_TOKENS_PER_SECOND", 0, 0, 100_000)
          .meaning("Pace of the stream; 0: as fast as possible.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> CR_LF =
      Setting.flag("SIM_CHAT_CR_LF", false)
          .meaning("Whether lines end with CR LF.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> COMMENTS =
      Setting.flag("SIM_CHAT_COMMENTS", false)
          .meaning("Whether a comment line precedes every event.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> EVENTS_PER_PACKET =
      Setting.integer("SIM_CHAT_EVENTS_PER_PACKET", 1, 1, 1000)
          .meaning("How many events share one write.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> SPLIT_PACKETS =
      Setting.flag("SIM_CHAT_SPLIT_PACKETS", false)
          .meaning(
              "Whether every write is cut in two, within a character if it has a" + " long one.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> FORCED_FINISH_STOP =
      Setting.flag("SIM_CHAT_FORCED_FINISH_STOP", false)
          .meaning(
              "Whether a forced function ends with `stop` instead of `tool_calls`;"
                  + " unverified.")
          .readBy(Component.SIMULATOR);

  static final Setting<Double> REWORDING =
      Setting.number("SIM_CHAT_REWORDING", 0, 0, 1)
          .meaning(
              "Share of answers whose words differ from the last answer to the" + " same question.")
          .readBy(Component.SIMULATOR);

  static final Setting<String> TIME_ZONE =
      Setting.text("SIM_CHAT_TIME_ZONE", "UTC")
          .meaning("Time zone of the simulated shop.")
          .readBy(Component.SIMULATOR);

  public ChatSettings {
    models = List.copyOf(models);
  }

  /** Reads the {@code CHAT_*} variables. */
  public static ChatSettings from(Settings settings) {
    return new ChatSettings(
        Arrays.asList(settings.get(KNOWN_MODELS).split("\\s*,\\s*")),
        settings.get(FIRST_TOKEN_MS),
        settings.get(TOKENS_PER_SECOND),
        settings.get(CR_LF),
        settings.get(COMMENTS),
        settings.get(EVENTS_PER_PACKET),
        settings.get(SPLIT_PACKETS),
        settings.get(FORCED_FINISH_STOP),
        settings.get(REWORDING),
        ZoneId.of(settings.get(TIME_ZONE)));
  }
}
