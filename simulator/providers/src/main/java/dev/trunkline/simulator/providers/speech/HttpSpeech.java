// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.fault.FaultPlan;
import dev.trunkline.simulator.providers.fault.FaultTrigger;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.wire.ApiKeys;
import dev.trunkline.simulator.providers.wire.HttpConnection;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.speech.EngineFailure;
import dev.trunkline.simulator.speech.Synthesizer;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Speech over HTTP: raw audio or JSON with timings, streamed or whole. */
final class HttpSpeech {
  private final TtsSettings settings;
  private final Synthesizer synthesizer;
  private final ApiKeys keys;
  private final FaultPlan faults;
  private final Journal journal;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();

  HttpSpeech(
      TtsSettings settings,
      Synthesizer synthesizer,
      ApiKeys keys,
      FaultPlan faults,
      Journal journal) {
    this.settings = settings;
    this.synthesizer = synthesizer;
    this.keys = keys;
    this.faults = faults;
    this.journal = journal;
  }

  /** How one chunk is written. */
  private interface Writer {
    void write(SpokenPiece piece, SpokenPiece.Chunk chunk, OutputStream out) throws IOException;
  }

  /** {@code /stream} and the whole file: the same bytes, sooner or later. */
  void audio(Context context, boolean streamed) throws IOException {
    serve(context, streamed, null, (piece, chunk, out) -> raw(chunk.audio(), out));
  }

  /** {@code /stream/with-timestamps} and {@code /with-timestamps}: one JSON object a line. */
  void timed(Context context, boolean streamed) throws IOException {
    serve(
        context,
        streamed,
        "application/json",
        (piece, chunk, out) -> {
          ObjectNode line = Json.object();
          line.put("audio_base64", Base64.getEncoder().encodeToString(chunk.audio()));
          line.set("alignment", piece.sent().http(chunk.fromMs(), chunk.toMs()));
          line.set("normalized_alignment", piece.spoken().http(chunk.fromMs(), chunk.toMs()));
          out.write((Json.text(line) + "\n").getBytes(UTF_8));
          out.flush();
        });
  }

  private void serve(Context context, boolean streamed, @Nullable String type, Writer writer)
      throws IOException {
    String exchange = "tts-http-" + numbers.incrementAndGet();
    context.header("request-id", exchange).header("x-trace-id", exchange);
    try {
      context.header("current-concurrent-requests", "" + running.incrementAndGet());
      if (settings.maxConcurrent() > 0) {
        context.header("maximum-concurrent-requests", "" + settings.maxConcurrent());
      }
      speak(context, streamed, type, writer, exchange);
    } catch (TtsError e) {
      refuse(context, exchange, e);
    } finally {
      running.decrementAndGet();
    }
  }

  private void speak(
      Context context, boolean streamed, @Nullable String type, Writer writer, String exchange)
      throws TtsError, IOException {
    HttpConnection connection = HttpConnection.of(context);
    if (!keys.accepts(context.header("xi-api-key"))) {
      throw TtsError.invalidKey();
    }
    SpeechRequest request = SpeechRequest.read(context, settings);
    if (settings.maxConcurrent() > 0 && running.get() > settings.maxConcurrent()) {
      throw new TtsError(429, "too_many_concurrent_requests", "Too many concurrent requests.");
    }
    if (!survives(
        faults.strike(FaultTrigger.CONNECT, context.pathParam("voice")),
        context,
        connection,
        exchange)) {
      return;
    }
    long waitMs = settings.firstByteMs() + faults.latencyMs();
    SpokenPiece piece = piece(request, streamed);
    note(exchange, "spoken", Json.object().put("text", request.text()));
    context.contentType(type == null ? request.format().contentType() : type);
    if (!connection.pause(TimeUnit.MILLISECONDS.toNanos(waitMs))) {
      note(exchange, "disconnected", Json.object());
      return;
    }
    try {
      String subject = context.pathParam("voice") + "\n" + request.text();
      deliver(piece, subject, streamed, writer, context, connection, exchange);
    } catch (IOException e) {
      note(exchange, "disconnected", Json.object());
    }
  }

  private SpokenPiece piece(SpeechRequest request, boolean streamed) throws TtsError {
    try {
      int chunkMs = streamed ? settings.chunkMs() : (int) TimeUnit.HOURS.toMillis(1);
      return SpokenPiece.of(
          request.text(), synthesizer.speak(request.text()), request.format(), chunkMs);
    } catch (EngineFailure e) {
      throw new TtsError(500, "internal_error", "Sorry, something went wrong on our side.");
    }
  }

  private void deliver(
      SpokenPiece piece,
      String subject,
      boolean streamed,
      Writer writer,
      Context context,
      HttpConnection connection,
      String exchange)
      throws TtsError, IOException {
    if (!survives(faults.strike(FaultTrigger.ANSWER, subject), context, connection, exchange)) {
      return;
    }
    long start = System.nanoTime();
    int sent = 0;
    OutputStream out = context.res().getOutputStream();
    for (SpokenPiece.Chunk chunk : piece.chunks()) {
      double factor = settings.paceFactor();
      long due = factor == 0 ? 0 : (long) (chunk.fromMs() / factor * 1_000_000);
      if (streamed && !connection.pause(start + due - System.nanoTime())) {
        note(exchange, "disconnected", Json.object().put("chunksSent", sent));
        return;
      }
      writer.write(piece, chunk, out);
      sent++;
      Optional<Fault> trouble = faults.strike(FaultTrigger.MIDDLE, sent, subject);
      // The status is out: whatever else goes wrong now breaks the connection.
      boolean breaks = trouble.orElse(null) instanceof Fault.ProviderError;
      if (breaks) {
        connection.reset();
      }
      if (breaks || !survives(trouble, context, connection, exchange)) {
        return;
      }
    }
    note(exchange, "answered", Json.object().put("chunksSent", sent));
  }

  private void raw(byte[] audio, OutputStream out) throws IOException {
    // An odd number first: a reader must be able to carry half a sample over.
    int cut = settings.splitSamples() ? Math.min(audio.length, (audio.length / 2) | 1) : 0;
    if (cut > 0) {
      out.write(audio, 0, cut);
      out.flush();
    }
    out.write(audio, cut, audio.length - cut);
    out.flush();
  }

  private boolean survives(
      Optional<Fault> trouble, Context context, HttpConnection connection, String exchange)
      throws TtsError, IOException {
    if (trouble.isEmpty()) {
      return true;
    }
    note(exchange, "fault", Json.object().put("fault", "" + trouble.get()));
    switch (trouble.get()) {
      case Fault.ProviderError error -> {
        error.headers().forEach(context::header);
        throw new TtsError(
            error.status() == 0 ? 500 : error.status(), error.code(), error.message());
      }
      case Fault.SilentQuota _ ->
          throw new TtsError(401, "quota_exceeded", "This request exceeds your quota.");
      case Fault.Reset _ -> connection.reset();
      case Fault.Stall stall -> {
        return connection.pause(TimeUnit.MILLISECONDS.toNanos(stall.forMs()));
      }
      case Fault.Garbage _ ->
          context.contentType("text/html").outputStream().write("<html>".getBytes(UTF_8));
      case Fault.Warning _, Fault.NoDone _ -> {
        return true;
      }
    }
    return false;
  }

  private void refuse(Context context, String exchange, TtsError error) {
    note(
        exchange, "refused", Json.object().put("status", error.status()).put("code", error.code()));
    context
        .status(error.status())
        .contentType("application/json")
        .result(Json.text(HttpErrors.body(error, settings.errorShape(), exchange)));
  }

  private void note(String exchange, String kind, ObjectNode details) {
    journal.add(Provider.TTS.key(), kind, exchange, details);
  }
}
