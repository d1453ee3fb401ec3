package dev.trunkline.standalone.bench;

import dev.trunkline.simulator.telephone.record.Stretch;
import dev.trunkline.standalone.story.CallStory;
import dev.trunkline.standalone.story.CallStory.Heard;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a caller does, and what is looked at. */
enum Scenario {
  /** Three complete questions, each asked when the answer before it is over. */
  QUICK_ANSWERS("quick answers") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Scenes.ask(caller, "What time do you open tomorrow?", tally);
      Scenes.ask(caller, "Where are you located?", tally);
      Scenes.ask(caller, "How much does the delivery cost?", tally);
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      story.turns().stream()
          .map(Heard::latency)
          .filter(latency -> latency != null && OwnTime.isPlain(latency))
          .map(OwnTime::of)
          .forEach(own -> {
            tally.measure(ADDED, own.values().stream().mapToDouble(Double::doubleValue).sum());
            own.forEach((stage, ms) -> tally.measure(ADDED + ", " + stage, ms));
          });
      Scenes.doubles(caller.sid(), story, 3, tally);
    }
  },

  /** A sentence with a pause to think in its middle, where nobody would take it as finished. */
  THINKING_PAUSES("thinking pauses") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Scenes.pausing(caller, 45, random.nextInt(400, 1_000), tally);
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.doubles(caller.sid(), story, 1, tally);
    }
  },

  /** Speaks over the answer at a random moment, with something to say. */
  BARGE_IN("barge-in") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Stretch question = caller.say("What time do you open tomorrow?");
      Optional<Double> begins = caller.begins(question.toMs());
      if (begins.isEmpty()) {
        tally.count(UNANSWERED, true, caller.sid());
        return;
      }
      double when = begins.get() + random.nextInt(200, 2_500);
      Stretch words =
          caller.say("[barge-in]", Scenes.clip("Wait a moment, I said Thursday."), when);
      Optional<Stretch> spokenOver = caller.heardAt(words.fromMs());
      if (spokenOver.isPresent()) {
        double stopMs = spokenOver.get().toMs() - words.fromMs();
        boolean missed = stopMs > MISSED_MS;
        tally.count(MISSED, missed, caller.sid());
        if (!missed) {
          tally.measure(SILENCE, stopMs);
        }
      }
      Scenes.answer(caller, words, tally);
      caller.letFinish(words.toMs());
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.doubles(caller.sid(), story, 2, tally);
      caller
          .playedUntilSpokenOver()
          .ifPresent(ms ->
              memory
                  .wordsOff(caller.sid(), ms)
                  .ifPresent(off -> {
                    tally.measure(WORDS_OFF, off);
                    tally.count(WRONG_WORDS, Math.abs(off) > 1, caller.sid());
                  }));
    }
  },

  /** “Uh-huh” and the like over the answer, which must go on. */
  BACK_CHANNELS("back-channels") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Scenes.listenWith(
          caller,
          random,
          tally,
          Scenes.reaction(BACK_CHANNEL_WORDS[random.nextInt(BACK_CHANNEL_WORDS.length)]));
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.goesOn(caller.sid(), story, tally);
    }
  },

  /** Coughs and bangs over the answer, which must go on. */
  NOISES("coughs and noise") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Scenes.listenWith(caller, random, tally, Noise.cough(random));
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.goesOn(caller.sid(), story, tally);
    }
  },

  /** An office around the caller, for as long as an answer takes, which must go on. */
  OFFICE("office noise") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Scenes.listenWith(caller, random, tally, Noise.office(random, OFFICE_MS));
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.goesOn(caller.sid(), story, tally);
    }
  },

  /** Somebody else speaks in the caller's room, 20 dB fainter, while the answer is heard. */
  TWO_PEOPLE("somebody else in the room") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Scenes.listenWith(caller, random, tally, Noise.fainter(Scenes.clip(BESIDE), 20));
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.goesOn(caller.sid(), story, tally);
    }
  },

  /** A number with a pause among its digits. */
  DIGITS("digits") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Scenes.pausing(caller, 90, random.nextInt(600, 1_800), tally);
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.doubles(caller.sid(), story, 1, tally);
    }
  },

  /** A caller who says nothing is asked for, and then is answered. */
  SILENCE_THEN_QUESTION("a silent caller") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      double silentSince = caller.nowMs();
      Optional<Double> prompt = caller.begins(silentSince);
      tally.count(NOT_ASKED, prompt.isEmpty(), caller.sid());
      prompt.ifPresent(ms -> tally.measure(PROMPT, ms - silentSince));
      caller.letFinish(silentSince);
      Scenes.ask(caller, "Where are you located?", tally);
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.doubles(caller.sid(), story, 1, tally);
    }
  },

  /** Listens with an “uh-huh”, asks once more, and then interrupts. */
  ALL_IN_ONE("all in one call") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Stretch question = caller.say("What time do you open tomorrow?");
      Optional<Double> begins = caller.begins(question.toMs());
      tally.count(UNANSWERED, begins.isEmpty(), caller.sid());
      if (begins.isPresent()) {
        Stretch hum =
            caller.say(
                "[sound]", Scenes.reaction("Uh-huh."), begins.get() + random.nextInt(900, 1_500));
        caller.letFinish(hum.toMs());
        Stretch other = caller.say("How much does the delivery cost?");
        double when = caller.begins(other.toMs()).orElse(other.toMs()) + random.nextInt(500, 1_200);
        Stretch words =
            caller.say("[barge-in]", Scenes.clip("Wait a moment, I said Thursday."), when);
        Scenes.answer(caller, words, tally);
        caller.letFinish(words.toMs());
      }
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.doubles(caller.sid(), story, 3, tally);
      long interrupted = story.turns().stream().filter(Heard::interrupted).count();
      tally.count(FALSE, interrupted > 1, caller.sid());
      tally.count(MISSED, interrupted == 0, caller.sid());
    }
  },

  /** Somebody who says three sentences in one breath: the assistant must not speak in between. */
  TALKER("a caller who goes on") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      Stretch first = caller.say("My order has not arrived yet.");
      caller.say("I would like to check the status of order number four two seven.");
      Stretch last = caller.say("How much does the delivery cost?");
      boolean cutOff =
          caller.heardAfter(first.fromMs()).filter(s -> s.from() < last.to()).isPresent();
      tally.count(CUT_OFF, cutOff, caller.sid());
      Scenes.answer(caller, last, tally);
      caller.letFinish(last.toMs());
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      Scenes.doubles(caller.sid(), story, 1, tally);
    }
  };

  /** Caller's last audible sample to the first of the answer. */
  static final String ANSWER = "answer";

  /** Of the answer's time, what is neither the providers' nor the silence that is waited for. */
  static final String ADDED = "added by Trunkline";

  /** Caller's first audible sample over the assistant to the last audible sample of that. */
  static final String SILENCE = "barge-in to silence";

  /** Words remembered of an interrupted answer, less the words that had begun at the ear. */
  static final String WORDS_OFF = "words remembered too many";

  /** A silent caller's last word to the assistant's asking. */
  static final String PROMPT = "silence to prompt";

  static final String NOT_ASKED = "silent callers not asked for";
  static final String WRONG_WORDS = "memories more than a word off";
  static final String UNANSWERED = "unanswered";
  static final String CUT_OFF = "callers cut off";
  static final String DOUBLE = "double answers";
  static final String MISSED = "missed interruptions";
  static final String FALSE = "false interruptions";

  private static final String[] BACK_CHANNEL_WORDS = {"Uh-huh.", "Okay.", "Right."};
  private static final String BESIDE = "I need to cancel my appointment on Tuesday.";
  private static final int OFFICE_MS = 6_000;
  private static final int MISSED_MS = 1_500;

  private final String title;

  Scenario(String title) {
    this.title = title;
  }

  /** What it is called in reports. */
  String title() {
    return title;
  }

  /** The part of the call after the greeting, up to where the caller hangs up. */
  abstract void converse(Caller caller, RandomGenerator random, Tally tally)
      throws InterruptedException;

  /** What the topics say of the call when it is over. */
  abstract void judge(Caller caller, CallStory story, Memory memory, Tally tally);
}
