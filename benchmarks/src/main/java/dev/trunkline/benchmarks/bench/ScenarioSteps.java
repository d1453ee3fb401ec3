// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.benchmarks.bench.Scenario.Judgement;
import dev.trunkline.benchmarks.bench.Scenario.Talk;
import dev.trunkline.benchmarks.measure.MeasuringCaller;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.speech.Clips;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.record.SoundStretch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What scenarios are made of: asking, listening, interrupting, and judging what came of it. */
final class ScenarioSteps {
  private static final String OPENING = "What time do you open tomorrow?";
  private static final String PRICE = "How much does the delivery cost?";
  private static final String PLACE = "Where are you located?";
  private static final String ORDER =
      "I would like to check the status of order number four two seven.";
  private static final int QUESTIONS = 3;
  private static final int LISTEN_MS = 8_000;
  private static final int ECHO_QUIET_MS = 2_500;
  private static final int MISSED_MS = 1_500;

  private ScenarioSteps() {}

  static void askThrice(MeasuringCaller caller, RandomGenerator random, ScenarioResult tally)
      throws InterruptedException {
    ask(caller, OPENING, tally);
    ask(caller, PLACE, tally);
    ask(caller, PRICE, tally);
  }

  /**
   * Says one sentence with a pause where it is clearly unfinished.
   *
   * @param percent of the sentence, near which the pause is
   */
  static Talk pausing(int percent, int leastMs, int mostMs) {
    return (caller, random, tally) -> {
      byte[] sentence = clip(ORDER);
      int middle = quietestNear(sentence, sentence.length * percent / 100);
      SoundStretch first = caller.say("[first part]", Arrays.copyOf(sentence, middle), 0);
      double goesOn = first.toMs() + random.nextInt(leastMs, mostMs);
      SoundStretch rest =
          caller.say("[rest]", Arrays.copyOfRange(sentence, middle, sentence.length), goesOn);
      answerNotBefore(rest, first.toMs(), caller, tally);
    };
  }

  /** Says three sentences in one breath. */
  static void goOn(MeasuringCaller caller, RandomGenerator random, ScenarioResult tally)
      throws InterruptedException {
    SoundStretch first = caller.say("My order has not arrived yet.");
    caller.say(ORDER);
    answerNotBefore(caller.say(PRICE), first.fromMs(), caller, tally);
  }

  /** Three questions over a loudspeaker; the caller says nothing while an answer is heard. */
  static void listenToTheEnd(MeasuringCaller caller, RandomGenerator random, ScenarioResult tally)
      throws InterruptedException {
    stops(caller, 0, tally);
    for (String question : List.of(OPENING, PLACE, PRICE)) {
      SoundStretch words = caller.say(question);
      answer(caller, words, tally);
      caller.letFinish(words.toMs(), ECHO_QUIET_MS);
      stops(caller, words.toMs(), tally);
    }
  }

  private static void stops(MeasuringCaller caller, double sinceMs, ScenarioResult tally) {
    int clears = caller.clearsSince(sinceMs);
    tally.measure(Metric.CLEARS, clears);
    tally.count(Metric.STUTTERS, clears > 1, caller.sid());
  }

  static void saysNothing(MeasuringCaller caller, RandomGenerator random, ScenarioResult tally)
      throws InterruptedException {
    double silentSince = caller.nowMs();
    Optional<Double> prompt = caller.begins(silentSince);
    tally.count(Metric.NOT_ASKED, prompt.isEmpty(), caller.sid());
    prompt.ifPresent(ms -> tally.measure(Metric.PROMPT, ms - silentSince));
    caller.letFinish(silentSince);
    ask(caller, PLACE, tally);
  }

  /** Asks, and makes a sound while the answer is heard. */
  static Talk listeningWith(Function<RandomGenerator, byte[]> sound) {
    return (caller, random, tally) -> {
      byte[] made = sound.apply(random);
      Optional<Double> begins = askAndListen(caller, OPENING, tally);
      if (begins.isPresent()) {
        caller.say("[sound]", made, begins.get() + random.nextInt(200, 1_500));
        // The answer may pause and resume; a listening caller waits for its end.
        caller.await(caller.nowMs() + LISTEN_MS);
        tally.count(Metric.STOPPED, caller.clearsSince(begins.get()) > 0, caller.sid());
      }
    };
  }

  /** Asks, and speaks over the answer. */
  static void interrupt(MeasuringCaller caller, RandomGenerator random, ScenarioResult tally)
      throws InterruptedException {
    Optional<Double> begins = caller.begins(caller.say(OPENING).toMs());
    if (begins.isEmpty()) {
      tally.count(Metric.UNANSWERED, true, caller.sid());
      return;
    }
    SoundStretch words = bargeIn(caller, begins.get() + random.nextInt(200, 2_500));
    Optional<SoundStretch> spokenOver = caller.heardAt(words.fromMs());
    if (spokenOver.isPresent()) {
      double stopMs = spokenOver.get().toMs() - words.fromMs();
      boolean missed = stopMs > MISSED_MS;
      tally.count(Metric.MISSED, missed, caller.sid());
      if (!missed) {
        tally.measure(Metric.SILENCE, stopMs);
      }
    }
    answer(caller, words, tally);
    caller.letFinish(words.toMs());
  }

  /** Listens to one answer with an “uh-huh”, and speaks over the next. */
  static void listenAndInterrupt(
      MeasuringCaller caller, RandomGenerator random, ScenarioResult tally)
      throws InterruptedException {
    Optional<Double> begins = askAndListen(caller, OPENING, tally);
    if (begins.isEmpty()) {
      return;
    }
    double during = begins.get() + random.nextInt(900, 1_500);
    caller.letFinish(caller.say("[sound]", NonSpeechSounds.reaction("Uh-huh."), during).toMs());
    SoundStretch other = caller.say(PRICE);
    double begun = caller.begins(other.toMs()).orElse(other.toMs());
    SoundStretch words = bargeIn(caller, begun + random.nextInt(500, 1_200));
    answer(caller, words, tally);
    caller.letFinish(words.toMs());
  }

  private static SoundStretch bargeIn(MeasuringCaller caller, double atMs)
      throws InterruptedException {
    return caller.say("[barge-in]", clip("Wait a moment, I said Thursday."), atMs);
  }

  private static void ask(MeasuringCaller caller, String question, ScenarioResult tally)
      throws InterruptedException {
    SoundStretch words = caller.say(question);
    answer(caller, words, tally);
    caller.letFinish(words.toMs());
  }

  /** Where the answer begins; nothing is measured. */
  private static Optional<Double> askAndListen(
      MeasuringCaller caller, String question, ScenarioResult tally) throws InterruptedException {
    Optional<Double> begins = caller.begins(caller.say(question).toMs());
    tally.count(Metric.UNANSWERED, begins.isEmpty(), caller.sid());
    return begins;
  }

  private static void answer(MeasuringCaller caller, SoundStretch words, ScenarioResult tally)
      throws InterruptedException {
    Optional<Double> begins = caller.begins(words.toMs());
    tally.count(Metric.UNANSWERED, begins.isEmpty(), caller.sid());
    begins.ifPresent(ms -> tally.measure(Metric.ANSWER, ms - words.toMs()));
  }

  /** The answer to {@code words}, before which the assistant must be silent. */
  private static void answerNotBefore(
      SoundStretch words, double sinceMs, MeasuringCaller caller, ScenarioResult tally)
      throws InterruptedException {
    boolean cutOff = caller.heardAfter(sinceMs).filter(s -> s.from() < words.to()).isPresent();
    tally.count(Metric.CUT_OFF, cutOff, caller.sid());
    answer(caller, words, tally);
    caller.letFinish(words.toMs());
  }

  static void addedTime(
      MeasuringCaller caller, ObservedCall story, RememberedTurns memory, ScenarioResult tally) {
    story.turns().stream()
        .map(Heard::latency)
        .filter(latency -> latency != null && OwnShareOfAnswer.isPlain(latency))
        .map(OwnShareOfAnswer::of)
        .forEach(own -> {
          double sum = own.values().stream().mapToDouble(Double::doubleValue).sum();
          tally.measure(Metric.ADDED, sum);
          own.forEach((stage, ms) -> tally.measure(Metric.ADDED + ", " + stage, ms));
        });
    doubles(caller, story, 3, tally);
  }

  static void memoryOfTheInterrupted(
      MeasuringCaller caller, ObservedCall story, RememberedTurns memory, ScenarioResult tally) {
    doubles(caller, story, 2, tally);
    caller
        .playedUntilSpokenOver()
        .ifPresent(ms ->
            memory
                .wordsOff(caller.sid(), ms)
                .ifPresent(off -> {
                  tally.measure(Metric.WORDS_OFF, off);
                  tally.count(Metric.WRONG_WORDS, Math.abs(off) > 1, caller.sid());
                }));
  }

  static void oneInterruption(
      MeasuringCaller caller, ObservedCall story, RememberedTurns memory, ScenarioResult tally) {
    doubles(caller, story, 3, tally);
    long interrupted = story.turns().stream().filter(Heard::interrupted).count();
    tally.count(Metric.FALSE, interrupted > 1, caller.sid());
    tally.count(Metric.MISSED, interrupted == 0, caller.sid());
  }

  /** After a sound that asks nothing, the answer was heard to its end, and it was the only one. */
  static void goesOn(
      MeasuringCaller caller, ObservedCall story, RememberedTurns memory, ScenarioResult tally) {
    List<Heard> answers = story.turns().stream().filter(turn -> turn.turn() > 0).toList();
    boolean whole = answers.size() == 1 && !answers.getFirst().interrupted();
    tally.count(Metric.FALSE, !whole, caller.sid());
  }

  /** Each of three questions was answered to the end, and nothing else was. */
  static void answeredOnlyTheCaller(
      MeasuringCaller caller, ObservedCall story, RememberedTurns memory, ScenarioResult tally) {
    List<Heard> answers = story.turns().stream().filter(turn -> turn.turn() > 0).toList();
    long cut = story.turns().stream().filter(Heard::interrupted).count();
    tally.count(Metric.NOT_WHOLE, cut > 0, caller.sid());
    tally.count(Metric.OWN_WORDS, answers.size() > QUESTIONS, caller.sid());
  }

  static Judgement answeringOnce() {
    return (caller, story, memory, tally) -> doubles(caller, story, 1, tally);
  }

  /** More whole answers than questions. */
  private static void doubles(
      MeasuringCaller caller, ObservedCall story, int questions, ScenarioResult tally) {
    long whole =
        story.turns().stream()
            .filter(turn -> turn.latency() != null && !turn.interrupted())
            .count();
    tally.count(Metric.DOUBLE, whole > questions, caller.sid());
  }

  private static byte[] clip(String text) {
    return Clips.bundled().saying(text).orElseThrow().muLaw();
  }

  /** The middle of the quietest 30 ms within 300 ms of {@code position}: between words. */
  private static int quietestNear(byte[] ulaw, int position) {
    int half = (int) Samples.ofMs(15);
    int reach = (int) Samples.ofMs(300);
    int best = position;
    long least = Long.MAX_VALUE;
    for (int at = Math.max(half, position - reach);
        at < Math.min(ulaw.length - half, position + reach);
        at += MuLaw.PER_MS) {
      long energy = 0;
      for (int i = at - half; i < at + half; i++) {
        energy += Math.abs(MuLaw.decode(ulaw[i]));
      }
      if (energy < least) {
        least = energy;
        best = at;
      }
    }
    return best;
  }
}
