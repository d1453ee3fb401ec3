// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.stt.provider.ScribeEvent;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream at work. Its inputs come from the polling thread and from its socket's thread; this
 * object's monitor puts them in line. A result is handed to the sink before the hold on its records
 * moves on, so an offset is never committed ahead of it.
 */
final class StreamSession {
  private static final Logger log = LoggerFactory.getLogger(StreamSession.class);

  private final Stream stream;
  private final int partition;
  private final TranscriptSink sink;
  private final LongSupplier nanoTime;
  private final ScribeLine line;
  private final Languages languages;
  private final Transcription transcription;
  private final Holds holds;
  private final UtteranceSpans spans;
  private @Nullable ReturnAddress returnAddress;
  private boolean closed;

  StreamSession(SessionFactory shared, Stream stream, int partition) {
    this.stream = stream;
    this.partition = partition;
    this.sink = shared.sink();
    this.nanoTime = shared.nanoTime();
    this.holds = new Holds(shared.unfinished(), stream, partition);
    this.spans = new UtteranceSpans(shared.tracing());
    this.line = new ScribeLine(shared.endpoints(), shared.meters(), this::provider);
    this.languages = shared.languages();
    line.expect(languages.of(null));
    this.transcription =
        new Transcription(
            shared.settings(),
            line,
            new Results(stream, shared.clock(), this::publish),
            shared.meters(),
            shared.random(),
            nanoTime.getAsLong());
  }

  Stream stream() {
    return stream;
  }

  /** The partition, of both topics, that its records are in. */
  int partition() {
    return partition;
  }

  /** Whose call it is, as its frames say. */
  synchronized void belongsTo(@Nullable String assistant) {
    line.expect(languages.of(assistant));
  }

  synchronized void frame(InboundAudio frame, long offset) {
    returnAddress = frame.returnAddress();
    holds.read(offset);
    if (frame.isEndOfStream()) {
      transcription.endOfStream(nanoTime.getAsLong());
    } else {
      transcription.frame(frame, offset, nanoTime.getAsLong());
    }
    updateHolds();
  }

  synchronized void speech(SpeechEvent event, @Nullable ReturnAddress address, long offset) {
    if (returnAddress == null) {
      returnAddress = address;
    }
    if (event instanceof SpeechEvent.SpeechEnded ended) {
      spans.begin(ended);
    }
    transcription.speech(event, offset, nanoTime.getAsLong());
    updateHolds();
  }

  /** The call goes on elsewhere. */
  synchronized void endOfStream() {
    transcription.endOfStream(nanoTime.getAsLong());
    updateHolds();
  }

  /**
   * Tells the time, on the polling thread; true if the stream is finished, and then has let go of
   * everything.
   */
  synchronized boolean timer() {
    long now = nanoTime.getAsLong();
    transcription.timer(now);
    if (transcription.finish(now)) {
      holds.release();
      closed = true;
      return true;
    }
    updateHolds();
    holds.settle();
    return false;
  }

  /** True if the stream is over and only remembered. */
  synchronized boolean isResting() {
    return transcription.isResting();
  }

  /** Leaves everything as it is for another owner. Nothing is published after this. */
  synchronized void abandon() {
    closed = true;
    line.close();
  }

  private synchronized void provider(int connection, ScribeEvent event) {
    if (!closed) {
      transcription.provider(connection, event, nanoTime.getAsLong());
      updateHolds();
    }
  }

  private void publish(TranscriptEvent event) {
    if (event instanceof TranscriptionFailed failed) {
      log.atWarn()
          .addKeyValue("call", failed.callSid())
          .addKeyValue("category", failed.category())
          .addKeyValue("permanent", failed.permanent())
          .addKeyValue("detail", failed.detail())
          .log("caller not understood");
    }
    spans.publish(event, () -> sink.publish(event, returnAddress));
  }

  private void updateHolds() {
    holds.update(transcription.firstAudioOffset(), transcription.firstSpeechOffset());
  }
}
