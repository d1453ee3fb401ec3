// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The audio of fixed texts (greetings, apologies, prompts), so that each is synthesised once for
 * every voice. Evicts the least recently used text. Thread-safe.
 */
public final class SpeechCache {
  /** Longer audio is not cached: 30 s. */
  private static final int MAX_AUDIO_BYTES = 30 * 8_000;

  private record Key(String voice, String text) {}

  private final int maxTexts;
  private final SequencedMap<Key, List<OutboundAudio>> chunksByText =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param maxTexts how many texts it holds; 0 disables it
   */
  public SpeechCache(int maxTexts) {
    this.maxTexts = maxTexts;
  }

  /** The texts of one voice. */
  public final class VoiceCache {
    private final String voice;

    private VoiceCache(String voice) {
      this.voice = voice;
    }

    /** The chunks of {@code text}, with the ids of the call that cached it; null if not cached. */
    @Nullable List<OutboundAudio> get(String text) {
      synchronized (chunksByText) {
        return chunksByText.get(new Key(voice, text));
      }
    }

    /** Caches {@code chunks}, the whole audio of {@code text}. */
    void put(String text, List<OutboundAudio> chunks) {
      int bytes = chunks.stream().mapToInt(chunk -> chunk.ulaw().length).sum();
      if (bytes == 0 || bytes > MAX_AUDIO_BYTES) {
        return;
      }
      synchronized (chunksByText) {
        chunksByText.put(new Key(voice, text), List.copyOf(chunks));
        if (chunksByText.size() > maxTexts) {
          chunksByText.pollFirstEntry();
        }
      }
    }
  }

  /** The texts cached in {@code voice}, any string that identifies a voice. */
  public VoiceCache ofVoice(String voice) {
    return new VoiceCache(voice);
  }
}
