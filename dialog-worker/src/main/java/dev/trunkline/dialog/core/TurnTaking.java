// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak when. Times are milliseconds.
 *
 * @param backChannels what listeners say without interrupting
 * @param stopWords what stops the assistant immediately
 * @param bargeInWords words, back-channels not counted, that interrupt the assistant while the
 *     caller is still speaking
 * @param bargeInSpeechMs length of speech that interrupts, with or without words. Playback is
 *     paused from the start of the speech, so the caller does not wait for this
 * @param bargeInWaitMs how long playback stays paused for the words of speech that has ended
 * @param greetingInterruptible whether the caller may interrupt the greeting
 * @param endOfTurn when the caller has finished
 * @param maxSpeculations speculative requests to the model per end of turn; 0 for none
 * @param presenceChecks what callers ask who hear no answer; null in records of an early release
 * @param hums back-channels that answer no question
 */
public record TurnTaking(
    Phrases backChannels,
    Phrases stopWords,
    int bargeInWords,
    long bargeInSpeechMs,
    long bargeInWaitMs,
    boolean greetingInterruptible,
    EndOfTurn endOfTurn,
    @JsonProperty("guesses") int maxSpeculations,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Phrases presenceChecks,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Phrases.Empty.class)
        Phrases hums) {

  private static final String BACK_CHANNELS =
      "uh-huh, mm-hmm, mhm, hmm, hm, mm, uh, um, ah, aha, oh, okay, ok, yeah, yes, yep, right,"
          + " sure, all right, alright, I see, got it, good, great, cool, fine";
  private static final String HUMS =
      "uh-huh, mm-hmm, mhm, hmm, hm, mm, uh, um, ah, aha, oh, I see, got it, äh, ähm, ach so, euh,"
          + " 嗯, 哦, えっと";
  private static final String STOP_WORDS =
      "stop, wait, hold on, hang on, no, actually, excuse me, sorry, listen";

  private static final String PRESENCE_CHECKS =
      "hello, hi, hey, are you there, are you still there, you there, still there, anyone there,"
          + " anybody there, is anyone there, is anybody there, can you hear me, do you hear me";

  static final Setting<String> PRESENCE_CHECK_WORDS =
      Setting.text("presenceChecks", PRESENCE_CHECKS)
          .meaning(
              "What callers ask when they hear no answer; an answer that is on its way continues.")
          .reason("Another language.");

  static final Setting<String> BACK_CHANNEL_WORDS =
      Setting.text("backChannels", BACK_CHANNELS)
          .meaning("What callers say to show that they listen; the assistant continues.")
          .reason("Another language.");

  static final Setting<String> HUM_WORDS =
      Setting.text("hums", HUMS)
          .meaning(
              "Those of `backChannels` that are sounds of listening. The others, such as “yes”,"
                  + " answer a question that the assistant asked before it spoke on.")
          .reason("Another language.");

  static final Setting<String> STOPPING_WORDS =
      Setting.text("stopWords", STOP_WORDS)
          .meaning("What stops the assistant immediately.")
          .reason("Another language.");

  static final Setting<Integer> BARGE_IN_WORDS =
      Setting.integer("bargeInWords", 2, 1, 20)
          .meaning("Other words that stop the assistant before the caller has finished.")
          .reason("More where callers comment.");

  static final Setting<Integer> BARGE_IN_SPEECH_MS =
      Setting.integer("bargeInSpeechMs", 1_000, 100, 10_000)
          .meaning("Speech over the assistant that stops it without words.")
          .reason("Longer on noisy lines.");

  static final Setting<Integer> BARGE_IN_WAIT_MS =
      Setting.integer("bargeInWaitMs", 2_000, 100, 10_000)
          .meaning("How long the paused voice waits for the words of shorter speech.")
          .reason("A slow recogniser.");

  static final Setting<Boolean> GREETING_INTERRUPTIBLE =
      Setting.flag("greetingInterruptible", true)
          .meaning(
              "Whether callers may interrupt the greeting. With false, what they"
                  + " say over it is answered afterwards.")
          .reason("A notice that must be heard.");

  static final Setting<Integer> SPECULATION_TRIES =
      Setting.integer("speculationTries", 3, 0, 10)
          .meaning(
              "Maximum speculative LLM requests per end of turn, started from"
                  + " partial transcripts. Discarded ones are still billed. 0: none.")
          .reason("Cost against faster answers.");

  public TurnTaking {
    // Absent from settings that an early release recorded.
    hums = Objects.requireNonNullElse(hums, Phrases.NONE);
  }

  static TurnTaking from(Settings manners) {
    return new TurnTaking(
        Phrases.of(manners.get(BACK_CHANNEL_WORDS) + "," + manners.get(HUM_WORDS)),
        Phrases.of(manners.get(STOPPING_WORDS)),
        manners.get(BARGE_IN_WORDS),
        manners.get(BARGE_IN_SPEECH_MS),
        manners.get(BARGE_IN_WAIT_MS),
        manners.get(GREETING_INTERRUPTIBLE),
        EndOfTurn.from(manners),
        manners.get(SPECULATION_TRIES),
        Phrases.of(manners.get(PRESENCE_CHECK_WORDS)),
        Phrases.of(manners.get(HUM_WORDS)));
  }

  /** True if {@code words} only ask whether the assistant is there. */
  boolean askPresence(List<String> words) {
    return presenceChecks != null && !words.isEmpty() && presenceChecks.without(words).isEmpty();
  }
}
