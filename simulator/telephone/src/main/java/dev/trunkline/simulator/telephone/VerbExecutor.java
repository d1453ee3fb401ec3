// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.media.CallerLine;
import dev.trunkline.simulator.telephone.media.MediaStream;
import dev.trunkline.simulator.telephone.record.LineEvent.Kind;
import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.twiml.StreamNoun;
import dev.trunkline.simulator.telephone.twiml.Verb;
import dev.trunkline.simulator.telephone.twiml.VerbResult;
import dev.trunkline.simulator.telephone.webhook.CallStatus;
import java.util.Map;
import java.util.Optional;

/**
 * Performs the verbs of one call, in real time, on the call's thread. Twilio's own voice is not
 * heard; it takes its time.
 */
final class VerbExecutor {
  private static final int MS_PER_DIGIT = 200;

  /** What came of performing a verb. */
  sealed interface Performed {
    /** It was carried out. */
    record Carried(VerbResult result) implements Performed {}

    /** Something else came first. */
    record Interrupted(CallSignal signal) implements Performed {}
  }

  private final TelephoneSettings settings;
  private final CallSignals signals;
  private final CallMediaStreams streams;
  private final CallerLine line;
  private final Recording recording;
  private final Callee callee;
  private final Sids sids;

  VerbExecutor(
      TelephoneSettings settings,
      CallSignals signals,
      CallMediaStreams streams,
      CallerLine line,
      Recording recording,
      Callee callee,
      Sids sids) {
    this.settings = settings;
    this.signals = signals;
    this.streams = streams;
    this.line = line;
    this.recording = recording;
    this.callee = callee;
    this.sids = sids;
  }

  Performed perform(Verb verb) throws InterruptedException {
    return switch (verb) {
      case Verb.Say say -> sound(Kind.TWILIO_SPEAKS, say.text(), spoken(say));
      case Verb.Play play ->
          play.digits().isEmpty()
              ? sound(Kind.TWILIO_SPEAKS, play.url(), played(play))
              : sound(Kind.KEYS_SENT, play.digits(), played(play));
      case Verb.Pause pause -> pass(1_000L * pause.seconds(), new VerbResult.Done());
      case Verb.Gather gather -> gather(gather);
      case Verb.Dial dial -> dial(dial);
      case Verb.Connect connect -> connect(connect.stream());
      case Verb.Start start -> {
        var _ = streams.open(start.stream(), false);
        yield new Performed.Carried(new VerbResult.Done());
      }
      case Verb.Reject _ -> throw new IllegalArgumentException("not performed, but ends the call");
      case Verb.Hangup _ -> throw new IllegalArgumentException("not performed, but ends the call");
      case Verb.Redirect _ -> throw new IllegalArgumentException("not performed, but fetched");
    };
  }

  private Performed connect(StreamNoun noun) throws InterruptedException {
    Optional<MediaStream> opened = streams.open(noun, true);
    if (opened.isEmpty()) {
      return new Performed.Carried(new VerbResult.StreamFailed());
    }
    MediaStream stream = opened.get();
    while (true) {
      CallSignal signal = signals.await();
      if (signal instanceof CallSignal.StreamEnded ended
          && ended.streamSid().equals(stream.sid())) {
        return ended.callEnds()
            ? new Performed.Interrupted(new CallSignal.CallerHangsUp())
            : new Performed.Carried(new VerbResult.StreamOver());
      }
      if (interrupts(signal)) {
        streams.stop(stream);
        return new Performed.Interrupted(signal);
      }
    }
  }

  private Performed gather(Verb.Gather gather) throws InterruptedException {
    var digits = new StringBuilder();
    long prompts = gather.prompts().stream().mapToLong(this::length).sum();
    long patience = prompts + 1_000L * gather.timeoutSeconds();
    while (true) {
      Optional<CallSignal> signal = signals.await(patience);
      if (signal.isEmpty()) {
        return gathered(digits);
      }
      if (interrupts(signal.get())) {
        return new Performed.Interrupted(signal.get());
      }
      if (signal.get() instanceof CallSignal.Speech speech) {
        return gathered(
            Map.of(
                "SpeechResult", speech.text(), "Confidence", String.valueOf(speech.confidence())));
      }
      if (signal.get() instanceof CallSignal.Key key) {
        patience = 1_000L * gather.timeoutSeconds();
        if (gather.finishOnKey().indexOf(key.digit()) >= 0) {
          return gathered(digits);
        }
        digits.append(key.digit());
        if (digits.length() == gather.numDigits()) {
          return gathered(digits);
        }
      }
    }
  }

  private static Performed gathered(StringBuilder digits) {
    return gathered(digits.isEmpty() ? Map.of() : Map.of("Digits", digits.toString()));
  }

  private static Performed gathered(Map<String, String> fields) {
    return new Performed.Carried(new VerbResult.Gathered(fields));
  }

  private Performed dial(Verb.Dial dial) throws InterruptedException {
    Callee.Pickup pickup = callee.called(dial.number());
    CallStatus status = pickup.isAnswered() ? CallStatus.COMPLETED : pickup.status();
    Map<String, String> fields =
        Map.of(
            "DialCallStatus", status.word(),
            "DialCallSid", sids.call(),
            "DialCallDuration", String.valueOf(pickup.talkMs() / 1_000),
            "DialBridged", String.valueOf(pickup.isAnswered()));
    return pass(pickup.talkMs(), new VerbResult.Dialled(fields));
  }

  private Performed sound(Kind kind, String what, long ms) throws InterruptedException {
    recording.event(line.now(), kind, what);
    return pass(ms, new VerbResult.Done());
  }

  /** Lets {@code ms} go by, unless something comes first. */
  private Performed pass(long ms, VerbResult result) throws InterruptedException {
    long end = signals.in(ms);
    Optional<CallSignal> signal = signals.awaitUntil(end);
    while (signal.isPresent()) {
      if (interrupts(signal.get())) {
        return new Performed.Interrupted(signal.get());
      }
      signal = signals.awaitUntil(end);
    }
    return new Performed.Carried(result);
  }

  private static boolean interrupts(CallSignal signal) {
    return switch (signal) {
      case CallSignal.CallerHangsUp _ -> true;
      case CallSignal.Complete _ -> true;
      case CallSignal.Replace _ -> true;
      case CallSignal.TimeUp _ -> true;
      case CallSignal.Key _ -> false;
      case CallSignal.Speech _ -> false;
      case CallSignal.StreamEnded _ -> false;
    };
  }

  private long length(Verb prompt) {
    return switch (prompt) {
      case Verb.Say say -> spoken(say);
      case Verb.Play play -> played(play);
      case Verb.Pause pause -> 1_000L * pause.seconds();
      default -> 0;
    };
  }

  private long spoken(Verb.Say say) {
    return (long) say.text().length() * settings.sayMsPerCharacter() * Math.max(1, say.loop());
  }

  private long played(Verb.Play play) {
    return play.digits().isEmpty()
        ? (long) settings.playMs() * Math.max(1, play.loop())
        : (long) MS_PER_DIGIT * play.digits().length();
  }
}
