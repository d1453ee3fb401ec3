// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trunkline.events.topic.OutboundAudio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audio of fixed texts (greetings, apologies, prompts), so that each is synthesised once for
 * every voice. When it is full, Caffeine evicts texts that are used rarely: an evicted text is only
 * synthesised again. Thread-safe.
 */
public final class SpeechCache {
  /** Longer audio is not cached: 30 s. */
  private static final int MAX_AUDIO_BYTES = 30 * 8_000;

  private record Key(String voice, String text) {}

  private final Cache<Key, List<OutboundAudio>> chunksByText;

  /**
   * An empty cache.
   *
   * @param maxTexts how many texts it holds; 0 disables it
   */
  public SpeechCache(int maxTexts) {
    // Evicts on the calling thread: at most a hundred or so entries, and no pool to shut down.
    chunksByText = Caffeine.newBuilder().maximumSize(maxTexts).executor(Runnable::run).build();
  }

  /** The texts of one voice. */
  public final class VoiceCache {
    private final String voice;

    private VoiceCache(String voice) {
      this.voice = voice;
    }

    /** The chunks of {@code text}, with the ids of the call that cached it; null if not cached. */
    @Nullable List<OutboundAudio> get(String text) {
      return chunksByText.getIfPresent(new Key(voice, text));
    }

    /** Caches {@code chunks}, the whole audio of {@code text}. */
    void put(String text, List<OutboundAudio> chunks) {
      int bytes = chunks.stream().mapToInt(chunk -> chunk.ulaw().length).sum();
      if (bytes == 0 || bytes > MAX_AUDIO_BYTES) {
        return;
      }
      chunksByText.put(new Key(voice, text), List.copyOf(chunks));
    }
  }

  /** The texts cached in {@code voice}, any string that identifies a voice. */
  public VoiceCache ofVoice(String voice) {
    return new VoiceCache(voice);
  }
}
