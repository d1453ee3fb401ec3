// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/** Publishes to {@code transcripts}. Thread-safe; does not block. */
@FunctionalInterface
public interface TranscriptPublisher {
  void publish(TranscriptEvent event, @Nullable ReturnAddress returnAddress);
}
