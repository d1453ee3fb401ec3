// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.runtime.settings.Settings;

/**
 * Who may speak when. Times are milliseconds.
 *
 * @param backChannels what a listener says without wanting the word ({@code BACK_CHANNELS})
 * @param stopWords what stops the assistant at once ({@code STOP_WORDS})
 * @param bargeInWords so many words, back-channels aside, stop the assistant before the caller has
 *     finished ({@code BARGE_IN_WORDS})
 * @param bargeInSpeechMs so much speech does, with or without words ({@code BARGE_IN_SPEECH_MS}).
 *     The voice has been held back since the speech began, so this is no wait for the caller
 * @param bargeInWaitMs how long the voice waits for the words of speech that has ended ({@code
 *     BARGE_IN_WAIT_MS})
 * @param greetingInterruptible whether the greeting may be interrupted ({@code
 *     GREETING_INTERRUPTIBLE})
 * @param endOfTurn when the caller has finished
 * @param guesses how many answers may be asked for ahead of one end of turn; 0 for none ({@code
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
    int guesses) {

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
