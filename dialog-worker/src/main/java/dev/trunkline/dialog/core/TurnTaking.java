// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.runtime.settings.Settings;

/**
 * Who may speak when. Times are milliseconds.
 *
 * @param backChannels what listeners say without interrupting ({@code BACK_CHANNELS})
 * @param stopWords what stops the assistant immediately ({@code STOP_WORDS})
 * @param bargeInWords words, back-channels not counted, that interrupt the assistant while the
 *     caller is still speaking ({@code BARGE_IN_WORDS})
 * @param bargeInSpeechMs length of speech that interrupts, with or without words ({@code
 *     BARGE_IN_SPEECH_MS}). Playback is paused from the start of the speech, so the caller does not
 *     wait for this
 * @param bargeInWaitMs how long playback stays paused for the words of speech that has ended
 *     ({@code BARGE_IN_WAIT_MS})
 * @param greetingInterruptible whether the caller may interrupt the greeting ({@code
 *     GREETING_INTERRUPTIBLE})
 * @param endOfTurn when the caller has finished
 * @param maxSpeculations speculative requests to the model per end of turn; 0 for none ({@code
 *     SPECULATION_TRIES})
 */
public record TurnTaking(
    Phrases backChannels,
    Phrases stopWords,
    int bargeInWords,
    long bargeInSpeechMs,
    long bargeInWaitMs,
    boolean greetingInterruptible,
    EndOfTurn endOfTurn,
    @JsonProperty("guesses") int maxSpeculations) {

  private static final String BACK_CHANNELS =
      "uh-huh, mm-hmm, mhm, hmm, hm, mm, uh, um, ah, aha, oh, okay, ok, yeah, yes, yep, right,"
          + " sure, all right, alright, I see, got it, good, great, cool, fine";
  private static final String STOP_WORDS =
      "stop, wait, hold on, hang on, no, actually, excuse me, sorry, listen";

  static TurnTaking from(Settings settings) {
    return new TurnTaking(
        Phrases.of(settings.text("BACK_CHANNELS", BACK_CHANNELS)),
        Phrases.of(settings.text("STOP_WORDS", STOP_WORDS)),
        settings.integer("BARGE_IN_WORDS", 2, 1, 20),
        settings.integer("BARGE_IN_SPEECH_MS", 1_000, 100, 10_000),
        settings.integer("BARGE_IN_WAIT_MS", 2_000, 100, 10_000),
        settings.flag("GREETING_INTERRUPTIBLE", true),
        EndOfTurn.from(settings),
        settings.integer("SPECULATION_TRIES", 3, 0, 10));
  }
}
