// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.util.Map;

/** What came of the verb that was performed. */
public sealed interface VerbResult {
  /** A document was loaded; nothing has been performed of it. */
  record Loaded() implements VerbResult {}

  /** It was performed, and there is nothing to say about it. */
  record Done() implements VerbResult {}

  /** The media stream ran and is over. */
  record StreamOver() implements VerbResult {}

  /** There was no media stream, for one of the reasons Twilio has codes for. */
  record StreamFailed() implements VerbResult {}

  /**
   * The caller pressed keys or spoke, or did neither.
   *
   * @param fields what Twilio adds to its request; empty for no input
   */
  record Gathered(Map<String, String> fields) implements VerbResult {}

  /**
   * The dialled party has been spoken to, or not.
   *
   * @param fields what Twilio adds to its request
   */
  record Dialled(Map<String, String> fields) implements VerbResult {}
}
