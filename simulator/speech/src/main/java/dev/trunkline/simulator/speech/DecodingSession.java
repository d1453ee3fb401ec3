// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.simulator.speech.decoder.SegmentDecoder;
import java.util.StringJoiner;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes one caller's audio in order, on whatever thread of the pool is free. The queue between
 * holds 30 s of 20 ms frames; when it is full the newest audio is dropped and said so once a
 * segment. The decoder is closed on the same threads, never while it decodes.
 */
final class DecodingSession implements RecognitionSession {
  private static final Logger log = LoggerFactory.getLogger(DecodingSession.class);
  private static final int MAX_WAITING = 1_500;
  private static final long COMMIT_TIMEOUT_MS = 10_000;

  /** A segment is decoded in pieces of at most 30 s, which bounds the decoder's memory. */
  private static final int MAX_PIECE_SAMPLES = 30 * SynthesizedSpeech.SAMPLE_RATE;

  /** A partial is worked out after every 100 ms of speech. */
  private static final int PARTIAL_EVERY_SAMPLES = SynthesizedSpeech.SAMPLE_RATE / 10;

  private sealed interface Work {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Audio(short[] pcm) implements Work {}

  private record Commit(CompletableFuture<String> text) implements Work {}

  private final SegmentDecoder decoder;
  private final Executor workers;
  private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicBoolean running = new AtomicBoolean();
  private final SpeechGate gate = new SpeechGate();
  private StringJoiner done = new StringJoiner(" ");
  private int pieceSamples;
  private int sincePartial;
  private volatile String partial = "";
  private volatile boolean closed;
  private boolean dropped;

  /** Closes the decoder in the end. */
  DecodingSession(SegmentDecoder decoder, Executor workers) {
    this.decoder = decoder;
    this.workers = workers;
  }

  @Override
  public void accept(short[] pcm16k, int length) {
    if (closed) {
      return;
    }
    var copy = new short[length];
    System.arraycopy(pcm16k, 0, copy, 0, length);
    if (!waiting.offer(new Audio(copy))) {
      if (!dropped) {
        log.atWarn().log("simulated recognizer queue full; audio dropped");
      }
      dropped = true;
      return;
    }
    run();
  }

  @Override
  public String partial() {
    return partial;
  }

  @Override
  public String commit() {
    if (closed) {
      return "";
    }
    var text = new CompletableFuture<String>();
    try {
      if (!waiting.offer(new Commit(text), COMMIT_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        throw new EngineFailure("the recogniser is more than its queue behind");
      }
      run();
      dropped = false;
      return text.get(COMMIT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted while recognising", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new EngineFailure("recognition failed or took too long", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    run();
  }

  private void run() {
    if (running.compareAndSet(false, true)) {
      try {
        workers.execute(this::work);
      } catch (RejectedExecutionException e) {
        end();
      }
    }
  }

  /** One piece of work, then another turn in the pool's queue: calls take turns. */
  private void work() {
    if (closed) {
      end();
      return;
    }
    Work next = waiting.poll();
    try {
      switch (next) {
        case Audio audio -> gate.accept(audio.pcm, this::decode);
        case Commit commit -> commit.text.complete(finishSegment());
        case null -> {}
      }
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("simulated recognizer failed; segment lost");
      if (next instanceof Commit commit) {
        commit.text.completeExceptionally(e);
      }
    } finally {
      running.set(false);
    }
    if (closed || !waiting.isEmpty()) {
      run();
    }
  }

  /** The last work: it is never said to be over, so nothing runs after it. */
  private void end() {
    closed = true;
    decoder.close();
    for (Work next = waiting.poll(); next != null; next = waiting.poll()) {
      if (next instanceof Commit commit) {
        commit.text.complete("");
      }
    }
  }

  private void decode(short[] pcm, int offset, int length) {
    decoder.accept(pcm, offset, length);
    pieceSamples += length;
    sincePartial += length;
    if (pieceSamples >= MAX_PIECE_SAMPLES) {
      finishPiece();
    }
    if (sincePartial >= PARTIAL_EVERY_SAMPLES) {
      sincePartial = 0;
      partial = (done + " " + decoder.partial()).strip();
    }
  }

  private String finishSegment() {
    gate.flush(this::decode);
    finishPiece();
    String text = done.toString();
    done = new StringJoiner(" ");
    partial = "";
    sincePartial = 0;
    return text;
  }

  private void finishPiece() {
    if (pieceSamples > 0) {
      String text = decoder.finish();
      if (!text.isEmpty()) {
        done.add(text);
      }
    }
    pieceSamples = 0;
  }
}
