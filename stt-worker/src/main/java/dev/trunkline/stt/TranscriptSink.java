package dev.trunkline.stt;

import dev.trunkline.common.event.TranscriptEvent;
import dev.trunkline.common.topic.ReturnAddress;
import org.jspecify.annotations.Nullable;

/** Where transcripts go. Called on many threads. */
interface TranscriptSink {
  void publish(TranscriptEvent event, @Nullable ReturnAddress returnAddress);
}
