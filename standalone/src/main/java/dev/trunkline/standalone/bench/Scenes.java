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

/** What scenarios are made of: asking, listening, and judging what came of it. */
final class Scenes {
  private static final int LISTEN_MS = 8_000;

  private Scenes() {}

  static void ask(Caller caller, String question, Tally tally) throws InterruptedException {
    Stretch words = caller.say(question);
    answer(caller, words, tally);
    caller.letFinish(words.toMs());
  }

  static void answer(Caller caller, Stretch words, Tally tally) throws InterruptedException {
    Optional<Double> begins = caller.begins(words.toMs());
    tally.count(Scenario.UNANSWERED, begins.isEmpty(), caller.sid());
    begins.ifPresent(ms -> tally.measure(Scenario.ANSWER, ms - words.toMs()));
  }

  /**
   * Says one sentence with a pause where nobody would take it as finished.
   *
   * @param percent of the sentence, near which the pause is
   */
  static void pausing(Caller caller, int percent, int pauseMs, Tally tally)
      throws InterruptedException {
    byte[] sentence = clip("I would like to check the status of order number four two seven.");
    int middle = quietestNear(sentence, sentence.length * percent / 100);
    Stretch first = caller.say("[first part]", Arrays.copyOf(sentence, middle), 0);
    double goesOn = first.toMs() + pauseMs;
    Stretch rest =
        caller.say("[rest]", Arrays.copyOfRange(sentence, middle, sentence.length), goesOn);
    boolean cutOff = caller.heardAfter(first.toMs()).filter(s -> s.from() < rest.to()).isPresent();
    tally.count(Scenario.CUT_OFF, cutOff, caller.sid());
    answer(caller, rest, tally);
    caller.letFinish(rest.toMs());
  }

  /** Asks, and makes a sound while the answer is heard. */
  static void listenWith(Caller caller, RandomGenerator random, Tally tally, byte[] sound)
      throws InterruptedException {
    Stretch question = caller.say("What time do you open tomorrow?");
    Optional<Double> begins = caller.begins(question.toMs());
    tally.count(Scenario.UNANSWERED, begins.isEmpty(), caller.sid());
    if (begins.isPresent()) {
      caller.say("[sound]", sound, begins.get() + random.nextInt(200, 1_500));
      // The answer may pause and go on; whoever only listens waits for its end.
      caller.await(caller.nowMs() + LISTEN_MS);
    }
  }

  /** After a sound that asks nothing, the answer was heard to its end, and it was the only one. */
  static void goesOn(String sid, CallStory story, Tally tally) {
    List<Heard> answers = story.turns().stream().filter(turn -> turn.turn() > 0).toList();
    boolean whole = answers.size() == 1 && !answers.getFirst().interrupted();
    tally.count(Scenario.FALSE, !whole, sid);
  }

  /** More whole answers than questions. */
  static void doubles(String sid, CallStory story, int questions, Tally tally) {
    long whole =
        story.turns().stream()
            .filter(turn -> turn.latency() != null && !turn.interrupted())
            .count();
    tally.count(Scenario.DOUBLE, whole > questions, sid);
  }

  static byte[] clip(String text) {
    return Clips.bundled().saying(text).orElseThrow().muLaw();
  }

  static byte[] reaction(String text) {
    return Clips.reactions().saying(text).orElseThrow().muLaw();
  }

  /** The middle of the quietest 30 ms within 300 ms of {@code position}: between words. */
  static int quietestNear(byte[] ulaw, int position) {
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
