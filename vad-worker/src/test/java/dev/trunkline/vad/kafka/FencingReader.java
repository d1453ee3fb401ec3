// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads speech events as every reader must that may receive events twice, by media time alone: a
 * start counts if no utterance is open and it is not before the last end; an end counts if it is
 * after the open start.
 */
final class FencingReader {
  private final List<SpeechEnded> utterances = new ArrayList<>();
  private @Nullable SpeechStarted open;
  private long lastEndMs;

  /** The utterances in {@code events}, each once. */
  static List<SpeechEnded> utterances(List<SpeechEvent> events) {
    var reader = new FencingReader();
    events.forEach(reader::read);
    return reader.utterances;
  }

  private void read(SpeechEvent event) {
    switch (event) {
      case SpeechStarted started -> {
        if (open == null && started.startMs() >= lastEndMs) {
          open = started;
        }
      }
      case SpeechPaused _, TurnJudged _ -> {
        // Neither starts nor ends an utterance.
      }
      case SpeechEnded ended -> {
        if (open != null && ended.endMs() > open.startMs()) {
          open = null;
          lastEndMs = ended.endMs();
          utterances.add(ended);
        }
      }
    }
  }
}
