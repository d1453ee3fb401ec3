// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.telephone.debugger.DebuggerEntry;
import dev.trunkline.simulator.telephone.media.CallerUtterance;
import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.webhook.CallIdentity;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call, from the caller's side. Every method may be called from any thread and at any time;
 * after the end they do nothing. Times are milliseconds on the call's axis, whose zero is the first
 * sample of the first media frame.
 */
public final class PhoneCall {
  private final CallParts parts;

  PhoneCall(CallParts parts) {
    this.parts = parts;
  }

  /** {@code CA…}. */
  public String sid() {
    return identity().callSid();
  }

  /** What Twilio says about the call in every request. */
  public CallIdentity identity() {
    return parts.identity();
  }

  /** Where the call is. */
  public CallStatus status() {
    return parts.state().status();
  }

  /** What has been said and heard so far; complete once the call has ended. */
  public Recording recording() {
    return parts.recording();
  }

  /** What Twilio's debugger shows so far. */
  public List<DebuggerEntry> debugger() {
    return parts.debugger().entries();
  }

  /** Now; 0 before the first media stream. */
  public double nowMs() {
    return Samples.toMs(parts.line().now());
  }

  /**
   * The caller says something, after what he is saying already. If a thousand utterances wait or
   * the call is over, it is never said.
   *
   * @param text what it is, for the recording and listeners; it is not turned into speech
   * @param ulaw 8 kHz µ-law; not to be changed afterwards
   */
  public CallerUtterance say(String text, byte[] ulaw) {
    return sayAt(text, ulaw, 0);
  }

  /** The same, to the sample not before {@code atMs}. */
  public CallerUtterance sayAt(String text, byte[] ulaw, double atMs) {
    return parts.line().say(text, ulaw, Samples.ofMs(atMs));
  }

  /** The caller says 16-bit samples at 16 kHz. */
  public CallerUtterance say(String text, short[] pcm16k) {
    var narrow = new short[(pcm16k.length + 1) / 2];
    int length = HalfBand.down().down(pcm16k, pcm16k.length, narrow);
    var ulaw = new byte[length];
    MuLaw.encode(narrow, length, ulaw);
    return say(text, ulaw);
  }

  /** The caller stops in the middle of the word, and says nothing of what waited. */
  public void hush() {
    parts.line().hush();
  }

  /**
   * The caller presses a key: a {@code dtmf} message if a stream listens, else input for a {@code
   * <Gather>}.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public void pressKey(char key) {
    String keys = parts.settings().streams().dtmfLetters() ? "0123456789*#ABCD" : "0123456789*#";
    if (keys.indexOf(key) < 0) {
      throw new IllegalArgumentException("no such key");
    }
    parts.line().pressKey(key);
    if (parts.settings().streams().dtmfAudible()) {
      var _ = parts.line().say("", Tones.of(key), 0);
    }
    if (parts.line().stream().isEmpty()) {
      parts.signals().send(new CallSignal.Key(key));
    }
  }

  /**
   * The caller says something into a {@code <Gather>}, which Twilio understands as {@code text}.
   */
  public void speakToGather(String text, double confidence) {
    parts.signals().send(new CallSignal.Speech(text, confidence));
  }

  /** The caller hangs up. Returns at once. */
  public void hangUp() {
    parts.signals().send(new CallSignal.CallerHangsUp());
  }

  /**
   * The network between Twilio and the gateway breaks: a reset, no {@code stop}, error 31903.
   *
   * @param callEnds whether the call is lost with it; else what follows {@code <Connect>} runs
   */
  public void breakStream(boolean callEnds) {
    parts.streams().breakOff(callEnds);
  }

  /**
   * The stream dies slowly: error 31924 is reported immediately, nothing more is sent or played,
   * and the socket breaks only {@code SIM_TELEPHONE_DEATH_DELAY_MS} later.
   */
  public void dieSlowly() {
    parts.streams().dieLater(parts.settings().deathDelayMs());
  }

  /** Completes with where the assistant begins to be heard after {@code sinceMs}. */
  public CompletableFuture<Double> assistantBegins(double sinceMs) {
    return parts.line().assistantBegins(Samples.ofMs(sinceMs)).thenApply(Samples::toMs);
  }

  /**
   * Completes with where the assistant was last heard, once it has begun to speak after {@code
   * sinceMs} and been quiet for {@code quietMs}. Cancelled when the call ends.
   */
  public CompletableFuture<Double> assistantSpokenThenQuiet(double sinceMs, int quietMs) {
    return parts
        .line()
        .assistantSpokenThenQuiet(Samples.ofMs(sinceMs), quietMs)
        .thenApply(Samples::toMs);
  }

  /** Completes with the {@code StreamSid} when the first media stream runs, cancelled if none. */
  public CompletableFuture<String> connected() {
    return parts.state().connected().copy();
  }

  /** Completes with the final state, after all status callbacks have been sent. */
  public CompletableFuture<CallStatus> ended() {
    return parts.state().ended().copy();
  }

  /**
   * Waits for the end.
   *
   * @throws TimeoutException if the call goes on for longer
   */
  public CallStatus awaitEnd(long timeoutMs) throws InterruptedException, TimeoutException {
    try {
      return ended().get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  CallParts parts() {
    return parts;
  }
}
