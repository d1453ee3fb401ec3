// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.Settings;
import java.util.Objects;

/**
 * How the assistant behaves. Its texts but the prompt are speakable.
 *
 * @param systemPrompt what the model is told about itself
 * @param greeting turn 0; empty for none
 * @param apology said when the model fails
 * @param sayAgain said when an utterance could not be understood because the provider failed
 * @param cannotHear said before hanging up when the caller cannot be understood any more
 * @param resumed said when a call comes back on a new stream
 * @param partings said around the things that are done with a call
 * @param outage what is done when providers fail again and again
 * @param vadRuns false if the recogniser alone decides where speech begins and ends
 * @param historyLines how many lines of the conversation the model sees
 * @param replyTimeoutMs how long a requested turn may take to its first sound
 * @param stopTimeoutMs how long the gateway may take to say what was heard of a stopped turn
 * @param turnTaking who may speak when
 * @param etiquette telephone manners
 * @param resumeWaitMs how long a call whose stream broke may take to come back
 * @param forgetAfterMs how long an ended call is remembered for late events
 */
public record Manners(
    String systemPrompt,
    String greeting,
    String apology,
    String sayAgain,
    String cannotHear,
    String resumed,
    Partings partings,
    Outage outage,
    boolean vadRuns,
    int historyLines,
    long replyTimeoutMs,
    long stopTimeoutMs,
    TurnTaking turnTaking,
    Etiquette etiquette,
    long resumeWaitMs,
    long forgetAfterMs) {

  private static final String PROMPT =
      "You are a friendly telephone assistant. You are heard, not read: answer in one to three"
          + " short spoken sentences, without lists, markup or abbreviations. If you do not know,"
          + " say so and offer to pass the caller on to a colleague. When the caller says goodbye,"
          + " say goodbye.";

  public Manners {
    // A release that knew less has stored less.
    outage = Objects.requireNonNullElse(outage, Outage.NEVER);
  }

  /** Manners as the environment says. */
  public static Manners from(Settings settings) {
    var speakable = TextNormalizer.forLanguage(settings.text("ASSISTANT_LANGUAGE").orElse(null));
    return new Manners(
        settings.text("SYSTEM_PROMPT", PROMPT),
        said("GREETING", "Hello, thank you for calling. How can I help you?", settings),
        said(
            "APOLOGY",
            "I am sorry, something went wrong on my side. Could you say that again?",
            settings),
        said("SAY_AGAIN", "I am sorry, I did not catch that. Could you say it again?", settings),
        said(
            "CANNOT_HEAR",
            "I am sorry, I can not hear you at the moment. Please call again later. Goodbye.",
            settings),
        said("RESUMED", "I am sorry, the line broke off for a moment. I am back.", settings),
        Partings.from(settings, speakable),
        Outage.from(settings, speakable),
        settings.flag("VAD_ENABLED", true),
        settings.integer("HISTORY_LINES", 60, 2, 1_000),
        settings.integer("REPLY_TIMEOUT_MS", 15_000, 1_000, 120_000),
        settings.integer("STOP_TIMEOUT_MS", 500, 50, 10_000),
        TurnTaking.from(settings),
        Etiquette.from(settings),
        settings.integer("RESUME_WAIT_MS", 10_000, 1, 600_000),
        60_000);
  }

  /** The wall clock at which {@code words} are to be answered. */
  long answerDueMs(Hearing hearing, String words) {
    // Where no VAD runs, the recogniser has waited already.
    EndOfTurn endOfTurn = turnTaking.endOfTurn();
    return vadRuns
        ? hearing.silentForAtMs(endOfTurn.waitMs(words, hearing.completeProbability()))
        : 0;
  }

  private static String said(String variable, String otherwise, Settings settings) {
    return TextNormalizer.forLanguage(settings.text("ASSISTANT_LANGUAGE").orElse(null))
        .normalize(settings.text(variable, otherwise));
  }
}
