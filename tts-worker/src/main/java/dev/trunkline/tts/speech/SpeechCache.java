// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.topic.OutboundAudio;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The sound of fixed texts (greetings, apologies, prompts), so that each is synthesised once per
 * voice. What was used longest ago is forgotten. Thread-safe.
 */
public final class SpeechCache {
  /** Sound longer than this is not worth its room. */
  private static final int LONGEST_BYTES = 30 * 8_000;

  private record Key(String voice, String text) {}

  private final int most;
  private final SequencedMap<Key, List<OutboundAudio>> sounds =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Empty.
   *
   * @param most how many texts it holds; 0 for none
   */
  public SpeechCache(int most) {
    this.most = most;
  }

  /** The part of one voice. */
  public final class OfVoice {
    private final String voice;

    private OfVoice(String voice) {
      this.voice = voice;
    }

    /** The chunks of {@code text}, as of another call and turn; null if it is not known. */
    @Nullable List<OutboundAudio> get(String text) {
      synchronized (sounds) {
        return sounds.get(new Key(voice, text));
      }
    }

    /** {@code chunks} are all that was said for {@code text}. */
    void put(String text, List<OutboundAudio> chunks) {
      int bytes = chunks.stream().mapToInt(chunk -> chunk.ulaw().length).sum();
      if (bytes == 0 || bytes > LONGEST_BYTES) {
        return;
      }
      synchronized (sounds) {
        sounds.put(new Key(voice, text), List.copyOf(chunks));
        if (sounds.size() > most) {
          sounds.pollFirstEntry();
        }
      }
    }
  }

  /** What is said in {@code voice}, whatever names one. */
  public OfVoice of(String voice) {
    return new OfVoice(voice);
  }
}
