// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.fault.FaultTrigger;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.speech.EngineFailure;
import dev.trunkline.simulator.speech.SynthesizedSpeech;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream of speech. Text is taken on the socket's thread and spoken on the context's own, in
 * order; what was flushed is finished even when the context is closed meanwhile.
 */
final class SpeakingContext {
  /** So many pieces of text may wait to be spoken; more is an error of the client's. */
  private static final int WAITING_PIECES = 256;

  /** A spent quota ends a context about so long after its text. */
  private static final long QUOTA_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  /** What the context's thread has to do. */
  private sealed interface Job {
    /**
     * Words.
     *
     * @param sinceNanos when the last of them came
     */
    record Speak(String text, long sinceNanos) implements Job {}

    record FlushDone() implements Job {}

    record End() implements Job {}
  }

  private final SpeechSocket socket;
  private final @Nullable String id;
  private final ArrayBlockingQueue<Job> jobs = new ArrayBlockingQueue<>(WAITING_PIECES);
  private final JsonNode voiceSettings;
  private final TextBuffer buffer;
  private final double tempo;
  private long touchedNanos;
  private boolean closing;
  private volatile boolean finished;
  private volatile long finishedNanos;
  private int chunks;

  /**
   * Opens a context with its first message.
   *
   * @param quotaSpent whether it will end without a sound
   */
  SpeakingContext(SpeechSocket socket, @Nullable String id, ObjectNode first, boolean quotaSpent)
      throws TtsError {
    this.socket = socket;
    this.id = id;
    VoiceSettings.check(first.path("voice_settings"));
    voiceSettings = given(first.path("voice_settings"));
    buffer =
        new TextBuffer(
            socket.parameters().automatic(),
            VoiceSettings.schedule(first.path("generation_config")));
    double spread = socket.settings().tempoSpread();
    tempo = 1 + spread * ThreadLocalRandom.current().nextDouble(-1, 1);
    Thread.ofVirtual().name(socket.peer().id() + "-" + id).start(() -> run(quotaSpent));
  }

  @Nullable String id() {
    return id;
  }

  /** Takes a message of this context's client: text, a flush, or only a sign of life. */
  void take(ObjectNode message, long nowNanos) throws TtsError {
    touchedNanos = nowNanos;
    JsonNode settings = given(message.path("voice_settings"));
    if (!settings.isMissingNode() && !settings.equals(voiceSettings)) {
      throw new TtsError(
          400, "invalid_input_message", "voice_settings can only be set in the first message");
    }
    String text = message.path("text").asText("");
    if (!text.isEmpty()) {
      note("text", Json.object().put("text", text));
      buffer.add(text, message.path("try_trigger_generation").asBoolean()).ifPresent(this::speak);
    }
    if (message.path("flush").asBoolean()) {
      flush();
    }
  }

  void flush() {
    buffer.flush().ifPresent(this::speak);
    if (socket.settings().flushDone()) {
      post(new Job.FlushDone());
    }
  }

  /** No more text comes. What is flushed is spoken first, then the context ends. */
  void close(boolean speakBuffer) {
    if (!closing) {
      closing = true;
      if (speakBuffer) {
        buffer.flush().ifPresent(this::speak);
      }
      post(new Job.End());
    }
  }

  boolean closing() {
    return closing;
  }

  boolean finished() {
    return finished;
  }

  /** Whether it still counts as one of the socket's contexts. */
  boolean counts(long nowNanos) {
    long release = TimeUnit.MILLISECONDS.toNanos(socket.settings().contextReleaseMs());
    return !finished || nowNanos - finishedNanos < release;
  }

  /** When the client's silence becomes an error. */
  long timeoutNanos() {
    return touchedNanos + TimeUnit.MILLISECONDS.toNanos(socket.parameters().inactivityMs());
  }

  private void speak(String text) {
    post(new Job.Speak(text, socket.peer().arrivedNanos()));
  }

  private void post(Job job) {
    if (!jobs.offer(job)) {
      socket.fail("system_busy", "too much text is waiting to be spoken", id);
    }
  }

  private void run(boolean quotaSpent) {
    try {
      boolean more = true;
      while (more && !socket.peer().isClosed()) {
        Job job = jobs.poll(1, TimeUnit.SECONDS);
        more = job == null || done(job, quotaSpent);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EngineFailure e) {
      socket.fail("internal_error", "Sorry, something went wrong on our side.", id);
    } finally {
      finishedNanos = System.nanoTime();
      finished = true;
    }
  }

  /** Does one job. False if the context is over. */
  private boolean done(Job job, boolean quotaSpent) {
    return switch (job) {
      case Job.Speak piece -> quotaSpent ? silently() : spoken(piece.text(), piece.sinceNanos());
      case Job.FlushDone _ -> socket.peer().send(socket.frames().flushDone(id));
      case Job.End _ -> {
        last();
        yield false;
      }
    };
  }

  private boolean silently() {
    if (!socket.peer().awaitClosed(QUOTA_NANOS)) {
      last();
    }
    return false;
  }

  private void last() {
    note("context_ended", Json.object().put("chunks", chunks));
    socket.peer().send(socket.frames().last(id));
  }

  private boolean spoken(String text, long sinceNanos) {
    String subject = socket.voice() + "\n" + text;
    long startMs = socket.settings().firstByteMs() + socket.faults().latencyMs();
    if (waits(startMs) || !survives(socket.faults().strike(FaultTrigger.ANSWER, subject))) {
      return false;
    }
    SynthesizedSpeech speech = socket.synthesizer().speak(text).atTempo(tempo);
    socket.synthesizer().delivered(text, () -> OutputFormat.ULAW_8000.encode(speech));
    SpokenPiece piece =
        SpokenPiece.of(text, speech, socket.parameters().format(), socket.settings().chunkMs());
    note("spoken", Json.object().put("text", text).put("audioMs", piece.durationMs()));
    long start = System.nanoTime();
    for (SpokenPiece.Chunk chunk : piece.chunks()) {
      if (paced(chunk, start) || !send(piece, chunk)) {
        return false;
      }
      chunks++;
      if (chunks == 1) {
        socket.faults().lateness().sent(sinceNanos, startMs);
      }
      if (!survives(socket.faults().strike(FaultTrigger.MIDDLE, chunks, subject))) {
        return false;
      }
    }
    return true;
  }

  private boolean send(SpokenPiece piece, SpokenPiece.Chunk chunk) {
    boolean each = socket.parameters().syncAlignment() || socket.settings().alignEveryChunk();
    if (!each && chunk.fromMs() > 0) {
      return socket.peer().send(socket.frames().audio(id, chunk.audio(), null, null));
    }
    double to = each ? chunk.toMs() : piece.durationMs();
    return socket
        .peer()
        .send(
            socket
                .frames()
                .audio(
                    id,
                    chunk.audio(),
                    piece.sent().socket(chunk.fromMs(), to),
                    piece.spoken().socket(chunk.fromMs(), to)));
  }

  private boolean paced(SpokenPiece.Chunk chunk, long startNanos) {
    double factor = socket.settings().paceFactor();
    if (factor == 0) {
      return false;
    }
    long due = startNanos + (long) (chunk.fromMs() / factor * 1_000_000);
    long left = due - System.nanoTime();
    return left > 0 && socket.peer().awaitClosed(left);
  }

  private boolean waits(long ms) {
    return ms > 0 && socket.peer().awaitClosed(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  /** Lets trouble happen. False if the context is over. */
  private boolean survives(Optional<Fault> trouble) {
    if (trouble.isEmpty()) {
      return true;
    }
    note("fault", Json.object().put("fault", "" + trouble.get()));
    switch (trouble.get()) {
      case Fault.ProviderError error -> socket.fail(error.code(), error.message(), id);
      case Fault.Reset _ -> socket.peer().drop();
      case Fault.Stall stall -> {
        return !waits(stall.forMs());
      }
      case Fault.Garbage _ -> {
        socket.peer().send("{\"audio\":\"AAAA");
        return socket.peer().send("{\"audio\":\"*not base64*\",\"contextId\":\"" + id + "\"}");
      }
      case Fault.SilentQuota _ -> {
        return silently();
      }
      case Fault.Warning _, Fault.NoDone _ -> {
        return true;
      }
    }
    return false;
  }

  private void note(String kind, ObjectNode details) {
    socket.note(kind, details.put("context", id));
  }

  private static JsonNode given(JsonNode settings) {
    return settings.isNull() ? MissingNode.getInstance() : settings;
  }
}
