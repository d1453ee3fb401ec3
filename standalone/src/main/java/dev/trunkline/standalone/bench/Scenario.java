package dev.trunkline.standalone.bench;

import dev.trunkline.common.audio.MuLaw;
import dev.trunkline.simulator.engine.Clips;
import dev.trunkline.simulator.telephone.record.Samples;
import dev.trunkline.simulator.telephone.record.Stretch;
import dev.trunkline.standalone.story.CallStory;
import dev.trunkline.standalone.story.CallStory.Heard;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a caller does, and what is looked at. */
enum Scenario {
  /** Three complete questions, each asked when the answer before it is over. */
  QUICK_ANSWERS("quick answers") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      ask(caller, "What time do you open tomorrow?", tally);
      ask(caller, "Where are you located?", tally);
      ask(caller, "How much does the delivery cost?", tally);
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
      doubles(caller.sid(), story, 3, tally);
    }
  },

  /** A sentence with a pause to think in its middle, where nobody would take it as finished. */
  THINKING_PAUSES("thinking pauses") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      byte[] sentence = clip("I would like to check the status of order number four two seven.");
      int middle = quietestNear(sentence, sentence.length * 45 / 100);
      int pauseMs = random.nextInt(400, 1_000);
      Stretch first = caller.say("[first part]", Arrays.copyOf(sentence, middle), 0);
      double goesOn = first.toMs() + pauseMs;
      Stretch rest =
          caller.say("[rest]", Arrays.copyOfRange(sentence, middle, sentence.length), goesOn);
      boolean cutOff =
          caller.heardAfter(first.toMs()).filter(s -> s.from() < rest.to()).isPresent();
      tally.count(CUT_OFF, cutOff, caller.sid());
      answer(caller, rest, tally);
      caller.letFinish(rest.toMs());
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      doubles(caller.sid(), story, 1, tally);
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
      Stretch words = caller.say("[barge-in]", clip("Wait a moment, I said Thursday."), when);
      Optional<Stretch> spokenOver = caller.heardAt(words.fromMs());
      if (spokenOver.isPresent()) {
        double stopMs = spokenOver.get().toMs() - words.fromMs();
        boolean missed = stopMs > MISSED_MS;
        tally.count(MISSED, missed, caller.sid());
        if (!missed) {
          tally.measure(SILENCE, stopMs);
        }
      }
      answer(caller, words, tally);
      caller.letFinish(words.toMs());
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      doubles(caller.sid(), story, 2, tally);
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
      listenWith(
          caller,
          random,
          tally,
          reaction(BACK_CHANNEL_WORDS[random.nextInt(BACK_CHANNEL_WORDS.length)]));
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      goesOn(caller.sid(), story, tally);
    }
  },

  /** Coughs and bangs over the answer, which must go on. */
  NOISES("coughs and noise") {
    @Override
    void converse(Caller caller, RandomGenerator random, Tally tally) throws InterruptedException {
      listenWith(caller, random, tally, Noise.cough(random));
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      goesOn(caller.sid(), story, tally);
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
      answer(caller, last, tally);
      caller.letFinish(last.toMs());
    }

    @Override
    void judge(Caller caller, CallStory story, Memory memory, Tally tally) {
      doubles(caller.sid(), story, 1, tally);
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

  static final String WRONG_WORDS = "memories more than a word off";
  static final String UNANSWERED = "unanswered";
  static final String CUT_OFF = "callers cut off";
  static final String DOUBLE = "double answers";
  static final String MISSED = "missed interruptions";
  static final String FALSE = "false interruptions";

  private static final String[] BACK_CHANNEL_WORDS = {"Uh-huh.", "Okay.", "Right."};
  private static final int MISSED_MS = 1_500;
  private static final int LISTEN_MS = 8_000;

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

  private static void ask(Caller caller, String question, Tally tally) throws InterruptedException {
    Stretch words = caller.say(question);
    answer(caller, words, tally);
    caller.letFinish(words.toMs());
  }

  private static void answer(Caller caller, Stretch words, Tally tally)
      throws InterruptedException {
    Optional<Double> begins = caller.begins(words.toMs());
    tally.count(UNANSWERED, begins.isEmpty(), caller.sid());
    begins.ifPresent(ms -> tally.measure(ANSWER, ms - words.toMs()));
  }

  /** Asks, and makes a sound while the answer is heard. */
  private static void listenWith(Caller caller, RandomGenerator random, Tally tally, byte[] sound)
      throws InterruptedException {
    Stretch question = caller.say("What time do you open tomorrow?");
    Optional<Double> begins = caller.begins(question.toMs());
    tally.count(UNANSWERED, begins.isEmpty(), caller.sid());
    if (begins.isPresent()) {
      caller.say("[sound]", sound, begins.get() + random.nextInt(200, 1_500));
      // The answer may pause and go on; whoever only listens waits for its end.
      caller.await(caller.nowMs() + LISTEN_MS);
    }
  }

  /** After a sound that asks nothing, the answer was heard to its end, and it was the only one. */
  private static void goesOn(String sid, CallStory story, Tally tally) {
    List<Heard> answers = story.turns().stream().filter(turn -> turn.turn() > 0).toList();
    boolean whole = answers.size() == 1 && !answers.getFirst().interrupted();
    tally.count(FALSE, !whole, sid);
  }

  /** More whole answers than questions. */
  private static void doubles(String sid, CallStory story, int questions, Tally tally) {
    long whole =
        story.turns().stream()
            .filter(turn -> turn.latency() != null && !turn.interrupted())
            .count();
    tally.count(DOUBLE, whole > questions, sid);
  }

  private static byte[] clip(String text) {
    return Clips.bundled().saying(text).orElseThrow().muLaw();
  }

  private static byte[] reaction(String text) {
    return Clips.reactions().saying(text).orElseThrow().muLaw();
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
