// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the caller said: every stretch of speech has its words once, and words have an answer. */
final class UtteranceAudit {
  /** A worker that takes a stream over finds the same speech, a window or two apart. */
  private static final long APART_MS = 64;

  private record Span(long startMs, long endMs, long atMs) {}

  private static final class Stream {
    private final List<Span> spoken = new ArrayList<>();
    private final List<FinalTranscript> finals = new ArrayList<>();
    private final List<TranscriptionFailed> failures = new ArrayList<>();
    private @Nullable SpeechStarted open;
    private long endedMs = -1;
    private long knownMs = -1;
  }

  private final Map<String, Stream> streams = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private long repeats;
  private long overlaps;

  void add(SpeechEvent event) {
    Stream stream = of(event.streamSid());
    switch (event) {
      case SpeechStarted e -> {
        if (stream.open == null && e.startMs() >= stream.endedMs) {
          stream.open = e;
        } else {
          repeats++;
        }
      }
      case SpeechPaused _, TurnJudged _ -> {
        // Neither begins nor ends an utterance.
      }
      case SpeechEnded e -> {
        if (stream.open != null && e.endMs() > stream.open.startMs()) {
          stream.spoken.add(new Span(stream.open.startMs(), e.endMs(), e.atMs()));
          stream.endedMs = e.endMs();
          stream.open = null;
        } else {
          repeats++;
        }
      }
    }
  }

  void add(TranscriptEvent event) {
    switch (event) {
      case FinalTranscript e -> {
        Stream stream = of(e.streamSid());
        if (e.endMs() <= stream.knownMs) {
          repeats++;
          return;
        }
        overlaps += e.startMs() < stream.knownMs - APART_MS ? 1 : 0;
        stream.knownMs = e.endMs();
        stream.finals.add(e);
      }
      case TranscriptionFailed e -> of(e.streamSid()).failures.add(e);
      case PartialTranscript _, AssistantHeard _ -> {
        // Not the last word, and not the caller's.
      }
    }
  }

  void add(TurnEvent event) {
    if (event instanceof TurnRequested request) {
      request.messages().stream()
          .filter(message -> message.role() == Role.USER)
          .map(Message::text)
          .forEach(text -> asked.add(plain(text)));
    }
  }

  private Stream of(String sid) {
    return streams.computeIfAbsent(sid, _ -> new Stream());
  }

  void close(
      String callSid,
      CallLifecycle life,
      TurnAudit turns,
      @Nullable TelephoneObservation caller,
      LedgerEntry page) {
    page.repeated(repeats);
    if (overlaps > 0) {
      page.doubled(callSid, overlaps + " transcripts begin before the last one ends");
    }
    long understood = 0;
    for (var stream : streams.entrySet()) {
      for (Span span : stream.getValue().spoken) {
        page.count(1);
        understood(callSid, stream.getKey(), stream.getValue(), span, life, page);
      }
      for (FinalTranscript words : stream.getValue().finals) {
        if (!words.text().isBlank()) {
          understood++;
          answered(callSid, words, life, turns, page);
        }
      }
      stream
          .getValue()
          .failures
          .forEach(failed -> page.interrupted("not transcribed: " + failed.category(), 1));
    }
    boolean failed = streams.values().stream().anyMatch(stream -> !stream.failures.isEmpty());
    if (caller != null && understood < caller.utterances() && !failed) {
      page.lost(
          callSid,
          "the caller spoke %d sentences, %d were understood"
              .formatted(caller.utterances(), understood));
    }
  }

  private static void understood(
      String callSid, String sid, Stream stream, Span span, CallLifecycle life, LedgerEntry page) {
    boolean known = stream.knownMs >= span.endMs - APART_MS;
    boolean failed =
        stream.failures.stream().anyMatch(f -> f.permanent() || f.endMs() >= span.endMs - APART_MS);
    if (!known && !failed && (life.isLost(sid) || life.endedSoonAfter(span.atMs))) {
      page.interrupted("the call ended before it was understood", 1);
    } else if (!known && !failed) {
      page.lost(
          callSid,
          "the words from %d to %d ms of stream %s".formatted(span.startMs, span.endMs, sid));
    }
  }

  private void answered(
      String callSid,
      FinalTranscript words,
      CallLifecycle life,
      TurnAudit turns,
      LedgerEntry page) {
    String text = plain(words.text());
    if (asked.stream().anyMatch(question -> question.contains(text))) {
      return;
    }
    if (turns.playedWhile(words.streamSid(), words.startMs(), words.endMs())) {
      page.interrupted("said over the assistant, without wanting the word", 1);
    } else if (life.isLost(words.streamSid()) || life.endedSoonAfter(words.atMs())) {
      page.interrupted("the call ended before it was answered", 1);
    } else {
      page.lost(
          callSid,
          "no answer was requested for the words from %d to %d ms of stream %s"
              .formatted(words.startMs(), words.endMs(), words.streamSid()));
    }
  }

  /** The words alone: an answer may be requested before the last word has its full stop. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
