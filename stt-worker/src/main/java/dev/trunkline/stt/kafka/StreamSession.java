// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.stt.core.StreamId;
import dev.trunkline.stt.core.StreamTranscription;
import dev.trunkline.stt.core.TranscriptionAction;
import dev.trunkline.stt.core.TranscriptionInput;
import dev.trunkline.stt.core.TranscriptionInput.AudioReceived;
import dev.trunkline.stt.core.TranscriptionInput.EndpointSelected;
import dev.trunkline.stt.core.TranscriptionInput.NoEndpointAvailable;
import dev.trunkline.stt.core.TranscriptionInput.SpeechReported;
import dev.trunkline.stt.core.TranscriptionInput.StreamEnded;
import dev.trunkline.stt.core.TranscriptionInput.TimerTicked;
import dev.trunkline.stt.provider.ScribeConnection;
import dev.trunkline.stt.provider.ScribeEvent;
import dev.trunkline.stt.provider.ScribeInputs;
import dev.trunkline.stt.provider.SessionOptions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes for one stream what its {@link StreamTranscription} decides. Inputs come from the
 * polling thread and from the threads of its connections; this object's monitor serialises them.
 * Actions are executed in their order, so a transcript is given to the producer before the hold on
 * its records moves, and no offset is committed ahead of it.
 */
final class StreamSession {
  private static final Logger log = LoggerFactory.getLogger(StreamSession.class);

  private final StreamId stream;
  private final int partition;
  private final SessionDependencies dependencies;
  private final ScribeConnection connection;
  private final StreamTranscription transcription;
  private final ReplayHolds holds;
  private final UtteranceSpans spans;
  private @Nullable ReturnAddress returnAddress;
  private boolean finished;
  private boolean closed;

  StreamSession(SessionDependencies dependencies, StreamId stream, int partition) {
    this.stream = stream;
    this.partition = partition;
    this.dependencies = dependencies;
    this.holds = new ReplayHolds(dependencies.unfinished(), stream, partition);
    this.spans = new UtteranceSpans(dependencies.tracing());
    this.connection =
        new ScribeConnection(
            dependencies.endpoints(),
            SessionOptions.of(dependencies.assistants(), null),
            this::onScribe);
    this.transcription =
        new StreamTranscription(
            stream,
            dependencies.limits(),
            dependencies.endpoints().size(),
            dependencies.random(),
            dependencies.now());
  }

  StreamId stream() {
    return stream;
  }

  /** The partition, of both topics, that its records are in. */
  int partition() {
    return partition;
  }

  /** Sets which assistant answers the call; what it wants applies from the next connection on. */
  synchronized void setAssistant(@Nullable String assistant) {
    connection.setOptions(SessionOptions.of(dependencies.assistants(), assistant));
  }

  synchronized void onAudio(InboundAudio frame, long offset) {
    returnAddress = frame.returnAddress();
    holds.audioRead(offset);
    apply(
        frame.isEndOfStream()
            ? new StreamEnded()
            : new AudioReceived(
                offset, frame.mediaMs(), withoutEcho(frame), connection.sendQueueBytes()));
  }

  /** The assistant's own voice is not transcribed. */
  private static byte[] withoutEcho(InboundAudio frame) {
    if (frame.echo() != InboundAudio.Echo.MEASURED) {
      return frame.ulaw();
    }
    var silence = new byte[frame.ulaw().length];
    Arrays.fill(silence, MuLaw.SILENCE);
    return silence;
  }

  /** A record of {@code speech}, in the trace that is current. */
  synchronized void onSpeech(SpeechEvent event, @Nullable ReturnAddress address, long offset) {
    if (returnAddress == null) {
      returnAddress = address;
    }
    if (event instanceof SpeechEvent.SpeechEnded ended) {
      spans.start(ended);
    }
    apply(new SpeechReported(event, offset));
  }

  /** The call continues on another stream. */
  synchronized void onStreamReplaced() {
    apply(new StreamEnded());
  }

  /** Runs timers, on the polling thread; true if the stream is finished and holds nothing. */
  synchronized boolean tick() {
    apply(new TimerTicked(connection.sendQueueBytes()));
    if (!finished) {
      holds.settle();
    }
    return finished;
  }

  /** True if the stream ended and only waits for late speech events. */
  synchronized boolean isDormant() {
    return transcription.isDormant();
  }

  /** Stops work and leaves holds as they are: the partition goes to another worker. */
  synchronized void abandon() {
    closed = true;
    connection.close();
  }

  private synchronized void onScribe(int number, ScribeEvent event) {
    apply(ScribeInputs.of(number, event));
  }

  private void apply(TranscriptionInput input) {
    if (!closed) {
      execute(transcription.on(input, dependencies.now()));
    }
  }

  private void execute(List<TranscriptionAction> actions) {
    if (actions.isEmpty()) {
      return;
    }
    TranscriptionInput opened = null;
    for (TranscriptionAction action : actions) {
      switch (action) {
        case TranscriptionAction.OpenConnection open -> opened = open(open);
        case TranscriptionAction.SendAudio audio -> connection.send(audio.ulaw());
        case TranscriptionAction.CommitSegment _ -> connection.commit();
        case TranscriptionAction.CloseConnection _ -> connection.close();
        case TranscriptionAction.DropConnection _ -> connection.drop();
        case TranscriptionAction.PublishTranscript publish -> publish(publish.event());
        case TranscriptionAction.HoldOffsets hold -> holds.update(hold.audio(), hold.speech());
        case TranscriptionAction.FinishStream _ -> finish();
        case TranscriptionAction.EndpointConnected _ -> connection.countSession();
        case TranscriptionAction.EndpointAnswered _ -> connection.countAnswer();
        case TranscriptionAction.EndpointFailed failed ->
            connection.countFailure(failed.category(), failed.unavailable());
        case TranscriptionAction.Report _ -> {}
      }
      dependencies.metrics().accept(action);
    }
    if (opened != null) {
      apply(opened);
    }
  }

  private TranscriptionInput open(TranscriptionAction.OpenConnection open) {
    int endpoint = connection.open(open.connection(), open.preferredEndpoint());
    return endpoint == ScribeConnection.NO_ENDPOINT
        ? new NoEndpointAvailable(open.connection())
        : new EndpointSelected(open.connection(), endpoint);
  }

  private void finish() {
    holds.release();
    finished = true;
    closed = true;
  }

  private void publish(TranscriptEvent event) {
    if (event instanceof TranscriptionFailed failed) {
      logFailure(failed);
    }
    spans.publish(event, () -> dependencies.transcripts().publish(event, returnAddress));
  }

  private static void logFailure(TranscriptionFailed failed) {
    log.atWarn()
        .addKeyValue("call", failed.callSid())
        .addKeyValue("category", failed.category())
        .addKeyValue("permanent", failed.permanent())
        .addKeyValue("detail", failed.detail())
        .log(
            failed.permanent()
                ? "transcription stopped; Scribe rejected the call's audio or stayed unavailable;"
                    + " the rest of this call is not transcribed"
                : "utterance not transcribed; Scribe failed or did not answer in time; the call"
                    + " continues");
  }
}
