// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.fault.FaultPlan;
import dev.trunkline.simulator.providers.fault.FaultTrigger;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import dev.trunkline.simulator.providers.wire.WebSocketClientPeer;
import dev.trunkline.simulator.providers.wire.WebSocketSession;
import dev.trunkline.simulator.speech.Recognizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** One Scribe session: what was sent, what is uncommitted, and when what is due. */
final class ScribeSession implements WebSocketSession {
  /** Limits may change at run time, so a silent session looks at them this often. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final WebSocketClientPeer peer;
  private final ScribeParameters parameters;
  private final String query;
  private final ScribeSettings settings;
  private final SessionRecognizer listener;
  private final EnergyDetector detector;
  private final FaultPlan faults;
  private final Journal journal;
  private final LongSupplier nanoTime;
  private final Optional<Fault> atConnect;
  private final List<String> held = new ArrayList<>();
  private final long openedNanos;
  private long heardNanos;
  private long committedNanos;
  private int audioMessages;
  private boolean first = true;
  private final Deque<Partial> partials = new ArrayDeque<>();
  private String lastPartial = "";

  /** What will be said of the words so far, and when. */
  private record Partial(String text, long dueNanos) {}

  ScribeSession(
      WebSocketClientPeer peer,
      ScribeParameters parameters,
      String query,
      ScribeSettings settings,
      Recognizer recognizer,
      FaultPlan faults,
      Journal journal,
      LongSupplier nanoTime,
      Optional<Fault> atConnect) {
    this.peer = peer;
    this.parameters = parameters;
    this.query = query;
    this.settings = settings;
    this.faults = faults;
    this.journal = journal;
    this.nanoTime = nanoTime;
    this.atConnect = atConnect;
    detector =
        new EnergyDetector(
            parameters.vadThreshold(), parameters.minSpeechMs(), parameters.minSilenceMs());
    listener =
        new SessionRecognizer(recognizer, parameters.format(), detector, settings.punctuation());
    openedNanos = nanoTime.getAsLong();
    heardNanos = openedNanos;
    committedNanos = openedNanos - TimeUnit.MILLISECONDS.toNanos(settings.minCommitIntervalMs());
  }

  @Override
  public void opened() {
    ObjectNode wanted =
        Json.object()
            .put("format", parameters.format().key())
            .put("commitBySilence", parameters.commitBySilence())
            .put("language", parameters.language().orElse(null))
            .put("noVerbatim", parameters.noVerbatim())
            .put("filterBackgroundAudio", parameters.filterBackgroundAudio());
    parameters.secondaryLanguages().forEach(wanted.putArray("secondaryLanguages")::add);
    parameters.keyterms().forEach(wanted.putArray("keyterms")::add);
    journal.add(Provider.SCRIBE.key(), "opened", peer.id(), wanted);
    String id = UUID.randomUUID().toString().replace("-", "");
    if (survives(atConnect)) {
      peer.send(ScribeMessages.started(id, parameters, settings));
    }
  }

  @Override
  public void received(String text) {
    heardNanos = nanoTime.getAsLong();
    AudioMessage message;
    try {
      message = AudioMessage.read(text, parameters.format(), settings, first);
    } catch (AudioMessage.Refused e) {
      fail(e.type(), e.getMessage() == null ? "" : e.getMessage());
      return;
    }
    first = false;
    if (message.audio().length > 0 && !hear(message.audio())) {
      return;
    }
    if (message.commit()) {
      commitWanted();
    } else if (parameters.commitBySilence()) {
      commitIfSilent();
    } else if (listener.uncommittedMs() >= settings.autoCommitMs()) {
      commit("automatic");
    }
    checkLimits();
  }

  @Override
  public void receivedBinary(int bytes) {
    fail("input_error", "binary messages are not allowed");
  }

  @Override
  public void overflowed() {
    fail("queue_overflow", "audio comes faster than it can be processed");
  }

  @Override
  public long deadlineNanos() {
    Partial next = partials.peek();
    long look = nanoTime.getAsLong() + LOOK_NANOS;
    return next == null ? look : Math.min(look, next.dueNanos());
  }

  @Override
  public void timeUp() {
    sendPartials();
    checkLimits();
  }

  @Override
  public void closed(int code, String reason) {
    listener.close();
    journal.add(
        Provider.SCRIBE.key(),
        "disconnected",
        peer.id(),
        Json.object()
            .put("code", code)
            .put("reason", reason)
            .put("audioMs", listener.totalMs())
            .put("uncommittedMs", listener.uncommittedMs()));
  }

  /** Takes audio in. False if the session is over. */
  private boolean hear(byte[] audio) {
    audioMessages++;
    if (!survives(faults.strike(FaultTrigger.MIDDLE, audioMessages, query))) {
      return false;
    }
    listener.hear(audio);
    if (!started()) {
      return true;
    }
    held.forEach(peer::send);
    held.clear();
    String partial = listener.partial();
    if (!partial.equals(lastPartial) && !partial.isEmpty()) {
      lastPartial = partial;
      long latency = TimeUnit.MILLISECONDS.toNanos(settings.partialLatencyMs());
      partials.add(new Partial(partial, nanoTime.getAsLong() + latency));
    }
    sendPartials();
    return true;
  }

  private void sendPartials() {
    long now = nanoTime.getAsLong();
    while (!partials.isEmpty() && partials.peek().dueNanos() <= now) {
      peer.send(ScribeMessages.partial(partials.remove().text()));
    }
  }

  private boolean started() {
    return listener.totalMs() >= settings.startMs();
  }

  private void commitWanted() {
    long now = nanoTime.getAsLong();
    boolean often = elapsedMs(committedNanos, now) < settings.minCommitIntervalMs();
    long uncommitted = listener.uncommittedMs();
    if (uncommitted >= settings.minCommitMs() && !often) {
      commit("client");
      return;
    }
    String text =
        often
            ? "Commits come too often."
            : "Only %.2fs of audio are uncommitted, %.2fs are needed for a commit."
                .formatted(uncommitted / 1000.0, settings.minCommitMs() / 1000.0);
    if (settings.throttleCloses()) {
      fail("commit_throttled", text);
    } else {
      error("commit_throttled", text);
    }
  }

  private void commitIfSilent() {
    if (detector.heard() && detector.silenceMs() >= parameters.silenceSecs() * 1000) {
      commit("silence");
    }
  }

  private void commit(String trigger) {
    committedNanos = nanoTime.getAsLong();
    long ms = listener.uncommittedMs();
    List<SpokenWord> words = listener.commit();
    lastPartial = "";
    partials.clear();
    String text = words.stream().map(SpokenWord::text).collect(Collectors.joining(" "));
    journal.add(
        Provider.SCRIBE.key(),
        "commit",
        peer.id(),
        Json.object().put("trigger", trigger).put("audioMs", ms).put("text", text));
    long waitMs = settings.commitLatencyMs() + faults.latencyMs();
    boolean gone = waitMs > 0 && peer.awaitClosed(TimeUnit.MILLISECONDS.toNanos(waitMs));
    if (!gone && survives(faults.strike(FaultTrigger.ANSWER, query + "\n" + text))) {
      answers(text, words).forEach(started() ? peer::send : held::add);
      faults.lateness().sent(peer.arrivedNanos(), waitMs);
    }
  }

  private List<String> answers(String text, List<SpokenWord> words) {
    var answers = new ArrayList<String>();
    answers.add(ScribeMessages.committed(text));
    boolean language = parameters.languageDetection() && settings.detailForLanguage();
    if (parameters.timestamps() || language) {
      answers.add(ScribeMessages.detailed(text, words, parameters, settings));
    }
    if (parameters.entities()) {
      answers.add(ScribeMessages.entities(text));
    }
    if (parameters.edited()) {
      answers.add(ScribeMessages.edited(text));
    }
    return answers;
  }

  private void checkLimits() {
    long now = nanoTime.getAsLong();
    long limit = faults.sessionLimitMs().orElse(settings.sessionLimitMs());
    if (limit > 0 && elapsedMs(openedNanos, now) >= limit) {
      fail("session_time_limit_exceeded", "the session has reached its time limit");
    } else if (settings.idleMs() > 0 && elapsedMs(heardNanos, now) >= settings.idleMs()) {
      fail("insufficient_audio_activity", "no audio came for too long");
    }
  }

  /** Lets trouble happen. False if the session is over. */
  private boolean survives(Optional<Fault> trouble) {
    if (trouble.isEmpty()) {
      return true;
    }
    journal.add(
        Provider.SCRIBE.key(), "fault", peer.id(), Json.object().put("fault", "" + trouble.get()));
    switch (trouble.get()) {
      case Fault.ProviderError error -> fail(error.code(), error.message());
      case Fault.Reset _ -> peer.drop();
      case Fault.Stall stall -> {
        return !peer.awaitClosed(TimeUnit.MILLISECONDS.toNanos(stall.forMs()));
      }
      case Fault.Garbage _ -> {
        peer.send("{\"message_type\":\"partial_tran");
        return peer.send("{\"message_type\":\"never_heard_of\",\"data\":1}");
      }
      case Fault.Warning warning -> {
        return peer.send(ScribeMessages.warning(warning.message()));
      }
      case Fault.SilentQuota _, Fault.NoDone _ -> {
        return true;
      }
    }
    return false;
  }

  private void fail(String type, String text) {
    error(type, text);
    peer.close(settings.errorCloseCode(), type);
  }

  private void error(String type, String text) {
    journal.add(Provider.SCRIBE.key(), "error", peer.id(), Json.object().put("type", type));
    peer.send(ScribeMessages.error(type, text));
  }

  private static long elapsedMs(long since, long now) {
    return TimeUnit.NANOSECONDS.toMillis(now - since);
  }
}
