// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import dev.trunkline.runtime.settings.Settings;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * How the chat endpoint behaves where OpenAI's documentation leaves it open, and how fast it is.
 *
 * @param models the known models ({@code CHAT_MODELS}); each answers under its dated snapshot
 * @param firstTokenMs before an answer's first byte ({@code CHAT_FIRST_TOKEN_MS}, 0)
 * @param tokensPerSecond pace of the stream, 0 for as fast as possible ({@code
 *     CHAT_TOKENS_PER_SECOND}, 0)
 * @param crLf lines end with CR LF ({@code CHAT_CR_LF}, false)
 * @param comments a comment line before every event ({@code CHAT_COMMENTS}, false)
 * @param eventsPerPacket so many events share a write ({@code CHAT_EVENTS_PER_PACKET}, 1)
 * @param splitPackets every write is cut in two, within a character if it has a long one ({@code
 *     CHAT_SPLIT_PACKETS}, false)
 * @param forcedFinishStop whether a forced function ends with {@code stop} instead of {@code
 *     tool_calls}; unverified ({@code CHAT_FORCED_FINISH_STOP}, false)
 * @param rewording the share of answers that are in other words than the same question had before
 *     ({@code CHAT_REWORDING}, 0)
 * @param zone where the assistant's shop is ({@code CHAT_TIME_ZONE}, UTC)
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

  public ChatSettings {
    models = List.copyOf(models);
  }

  /** Reads the {@code CHAT_*} variables. */
  public static ChatSettings from(Settings settings) {
    return new ChatSettings(
        Arrays.asList(settings.text("CHAT_MODELS", MODELS).split("\\s*,\\s*")),
        settings.integer("CHAT_FIRST_TOKEN_MS", 0, 0, MAX_MS),
        settings.number("CHAT_TOKENS_PER_SECOND", 0, 0, 100_000),
        settings.flag("CHAT_CR_LF", false),
        settings.flag("CHAT_COMMENTS", false),
        settings.integer("CHAT_EVENTS_PER_PACKET", 1, 1, 1000),
        settings.flag("CHAT_SPLIT_PACKETS", false),
        settings.flag("CHAT_FORCED_FINISH_STOP", false),
        settings.number("CHAT_REWORDING", 0, 0, 1),
        ZoneId.of(settings.text("CHAT_TIME_ZONE", "UTC")));
  }
}
