// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

/** What is measured and counted, by the names it has in reports. */
final class Metric {
  /** Caller's last audible sample to the first of the answer. */
  static final String ANSWER = "answer";

  /** Of the answer's time, what is neither the providers' nor the silence that is waited for. */
  static final String ADDED = "added by Trunkline";

  /** What of {@link #ADDED} is the stand-ins' own: their answers came later than they should. */
  static final String LATE = "stand-in late";

  /** A record that only goes through the broker, as often as an answer does. */
  static final String BARE = "%d bare hops through the broker".formatted(BrokerRoundTrips.HOPS);

  /** Caller's first audible sample over the assistant to the last audible sample of that. */
  static final String SILENCE = "barge-in to silence";

  /** Words remembered of an interrupted answer, less the words that had begun at the ear. */
  static final String WORDS_OFF = "words remembered too many";

  /** A silent caller's last word to the assistant's asking. */
  static final String PROMPT = "silence to prompt";

  /** How often the sound of one answer was stopped; a count, not a time. */
  static final String CLEARS = "clears in an answer";

  static final String STOPPED = "answers stopped at least once";
  static final String STUTTERS = "answers stopped more than once";
  static final String NOT_WHOLE = "answers not heard to their end";
  static final String OWN_WORDS = "answers to the assistant's own words";
  static final String NOT_ASKED = "silent callers not asked for";
  static final String WRONG_WORDS = "memories more than a word off";
  static final String UNANSWERED = "unanswered";
  static final String CUT_OFF = "callers cut off";
  static final String DOUBLE = "double answers";
  static final String MISSED = "missed interruptions";
  static final String FALSE = "false interruptions";

  private Metric() {}
}
