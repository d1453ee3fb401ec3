// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.benchmarks.measure.MeasuringCaller;
import dev.trunkline.cli.conversation.ObservedCall;
import dev.trunkline.simulator.telephone.media.Echo;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a caller does, and what is looked at.
 *
 * @param title what it is called in reports
 * @param echo what the caller's microphone picks up besides the caller
 */
record Scenario(String title, Talk talk, Judgement judgement, Echo echo) {
  Scenario(String title, Talk talk, Judgement judgement) {
    this(title, talk, judgement, Echo.NONE);
  }

  private static final int ECHO_DELAY_MS = 180;

  /** What the caller does, on a thread of the call's own. */
  interface Talk {
    /** The part of the call after the greeting, up to where the caller hangs up. */
    void converse(MeasuringCaller caller, RandomGenerator random, ScenarioResult tally)
        throws InterruptedException;
  }

  /** What is made of it. */
  interface Judgement {
    /** What the topics say of the call when it is over. */
    void judge(
        MeasuringCaller caller, ObservedCall story, RememberedTurns memory, ScenarioResult tally);
  }

  /** Three complete questions, each asked when the answer before it is over. */
  static final Scenario QUICK_ANSWERS =
      new Scenario("quick answers", ScenarioSteps::askThrice, ScenarioSteps::addedTime);

  /** A sentence with a pause to think in its middle, where it is clearly unfinished. */
  private static final Scenario THINKING_PAUSES =
      new Scenario(
          "thinking pauses", ScenarioSteps.pausing(45, 400, 1_000), ScenarioSteps.answeringOnce());

  /** Speaks over the answer at a random moment, with something to say. */
  private static final Scenario BARGE_IN =
      new Scenario("barge-in", ScenarioSteps::interrupt, ScenarioSteps::memoryOfTheInterrupted);

  /** “Uh-huh” and the like over the answer, which must continue. */
  private static final Scenario BACK_CHANNELS =
      listening("back-channels", NonSpeechSounds::backChannel);

  /** Coughs and bangs over the answer, which must continue. */
  private static final Scenario NOISES = listening("coughs and noise", NonSpeechSounds::cough);

  /** An office around the caller for the length of an answer, which must continue. */
  private static final Scenario OFFICE = listening("office noise", NonSpeechSounds::office);

  /** Another person speaks in the caller's room, 20 dB fainter, while the answer is heard. */
  private static final Scenario TWO_PEOPLE =
      listening("another person in the room", NonSpeechSounds::beside);

  /** The same 12 dB fainter: a person next to the caller. */
  private static final Scenario NEXT_TO_THE_CALLER =
      listening("a fainter voice, 12 dB", random -> NonSpeechSounds.fainter(random, 12));

  /** The same at 20 dB, by callers of either voice. */
  private static final Scenario ACROSS_THE_ROOM =
      listening("a fainter voice, 20 dB", random -> NonSpeechSounds.fainter(random, 20));

  /** A number with a pause among its digits. */
  private static final Scenario DIGITS =
      new Scenario("digits", ScenarioSteps.pausing(90, 600, 1_800), ScenarioSteps.answeringOnce());

  /** A silent caller is prompted, speaks, and is answered. */
  private static final Scenario SILENCE_THEN_QUESTION =
      new Scenario("a silent caller", ScenarioSteps::saysNothing, ScenarioSteps.answeringOnce());

  /** Listens with an “uh-huh”, asks once more, and then interrupts. */
  private static final Scenario ALL_IN_ONE =
      new Scenario(
          "all in one call", ScenarioSteps::listenAndInterrupt, ScenarioSteps::oneInterruption);

  /** A caller who says three sentences in one breath: the assistant must not speak in between. */
  private static final Scenario TALKER =
      new Scenario(
          "a caller who keeps talking", ScenarioSteps::goOn, ScenarioSteps.answeringOnce());

  /** All, in the order in which they are run. */
  static final List<Scenario> ALL =
      List.of(
          QUICK_ANSWERS,
          THINKING_PAUSES,
          BARGE_IN,
          BACK_CHANNELS,
          NOISES,
          OFFICE,
          TWO_PEOPLE,
          NEXT_TO_THE_CALLER,
          ACROSS_THE_ROOM,
          DIGITS,
          SILENCE_THEN_QUESTION,
          ALL_IN_ONE,
          TALKER,
          echo(-18),
          echo(-26),
          echo(-34),
          interruptedEcho(-18),
          interruptedEcho(-26));

  /** A loudspeaker returns the assistant's voice, which the recogniser understands. */
  private static Scenario echo(int gainDb) {
    return new Scenario(
        "echo " + gainDb + " dB",
        ScenarioSteps::listenToTheEnd,
        ScenarioSteps::answeredOnlyTheCaller,
        new Echo(gainDb, ECHO_DELAY_MS, 0));
  }

  /** The same, and the caller speaks over an answer. */
  private static Scenario interruptedEcho(int gainDb) {
    return new Scenario(
        "barge-in over an echo of " + gainDb + " dB",
        ScenarioSteps::interrupt,
        ScenarioSteps::memoryOfTheInterrupted,
        new Echo(gainDb, ECHO_DELAY_MS, 0));
  }

  private static Scenario listening(String title, Function<RandomGenerator, byte[]> sound) {
    return new Scenario(title, ScenarioSteps.listeningWith(sound), ScenarioSteps::goesOn);
  }
}
