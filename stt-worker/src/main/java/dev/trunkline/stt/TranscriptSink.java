// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/** Where transcripts go. Called on many threads. */
interface TranscriptSink {
  void publish(TranscriptEvent event, @Nullable ReturnAddress returnAddress);
}
