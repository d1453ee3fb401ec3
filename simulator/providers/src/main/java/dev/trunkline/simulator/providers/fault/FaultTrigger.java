// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

/**
 * When trouble strikes. What an answer and a unit are depends on the provider, and so does the text
 * that a rule's {@code matching} is compared with:
 *
 * <ul>
 *   <li>scribe: an answer is the transcript of a commit, a unit an audio message of the client; the
 *       text is the query of the session, and of an answer the transcript too
 *   <li>tts: an answer is the speech of one piece of text, a unit a chunk of its audio; the text is
 *       the voice's id, and of answers and units the piece too
 *   <li>chat: an answer is the stream after its headers, a unit a chunk with content; the text is
 *       the body of the request
 * </ul>
 */
public enum FaultTrigger {
  /** At the upgrade or request, before anything is answered. */
  CONNECT,
  /** Before an answer's first byte. */
  ANSWER,
  /** After so many units. */
  MIDDLE
}
