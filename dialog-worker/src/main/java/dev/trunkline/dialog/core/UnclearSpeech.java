// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import java.util.List;

/**
 * Transcripts that do not fit their sound: clear speech without words, and words with hardly any
 * voice behind them, which speech recognition makes up from noise. The caller is asked to repeat.
 */
final class UnclearSpeech {
  /** Longer sounds without words were speech. */
  private static final long CLEAR_SPEECH_MS = 700;

  /** A shorter sound holds no word that could be relied on. */
  private static final long MIN_VOICE_MS = 300;

  /** Only so few words are made up from so short a sound. */
  private static final int MAX_DOUBTED_WORDS = 2;

  /** Speech is never faster. */
  private static final long MIN_MS_PER_LETTER = 30;

  /** A noise must not make the assistant ask again and again. */
  private static final int MAX_REPEATED = 2;

  private final ConversationUpdate update;
  private final ConversationSettings settings;

  UnclearSpeech(ConversationUpdate update, ConversationSettings settings) {
    this.update = update;
    this.settings = settings;
  }

  /** The words of {@code transcript} that may be relied on, "" for none. */
  String trusted(FinalTranscript transcript) {
    String words = SpokenWords.of(transcript.text());
    return isDoubtful(transcript, words) ? "" : words;
  }

  private boolean isDoubtful(FinalTranscript transcript, String text) {
    List<String> words = Phrases.words(text);
    long voiceMs = transcript.endMs() - transcript.startMs();
    if (!settings.vadEnabled()
        || words.isEmpty()
        || words.size() > MAX_DOUBTED_WORDS
        || voiceMs >= MIN_VOICE_MS) {
      return false;
    }
    CallPolicy policy = settings.callPolicy();
    if (policy.goodbyePhrases().isIn(words)) {
      return true;
    }
    long letters = text.codePoints().filter(Character::isLetterOrDigit).count();
    boolean expected =
        Questions.endIn(text)
            || Questions.endIn(update.history.lastHeard())
            || settings.turnTaking().stopWords().isIn(words)
            || (update.turns.current() != null && settings.turnTaking().backChannels().make(words));
    return !expected || letters * MIN_MS_PER_LETTER > voiceMs;
  }

  /** Asks the caller to repeat {@code transcript}, which brought no words to rely on. */
  void askAgain(FinalTranscript transcript) {
    boolean heard =
        transcript.endMs() - transcript.startMs() > CLEAR_SPEECH_MS
            || !SpokenWords.of(transcript.text()).isEmpty();
    CallPolicyState state = update.policy;
    if (heard
        && settings.vadEnabled()
        && update.speech.isLast(transcript.endMs())
        && update.conversation().isIdle()
        && !state.ending()
        && !state.goodbyeHeard()
        && !state.waiting()
        && state.unclear() < MAX_REPEATED
        && !settings.unclear().isEmpty()) {
      update.policy = state.withUnclear();
      update.speak(settings.unclear());
    }
  }
}
