package dev.trunkline.simulator.provider.fault;

/**
 * When trouble strikes. What an answer and a unit are depends on the provider:
 *
 * <ul>
 *   <li>scribe: an answer is the transcript of a commit, a unit an audio message of the client
 *   <li>tts: an answer is the speech of one piece of text, a unit a chunk of its audio
 *   <li>chat: an answer is the stream after its headers, a unit a chunk with content
 * </ul>
 */
public enum Moment {
  /** At the upgrade or request, before anything is answered. */
  CONNECT,
  /** Before an answer's first byte. */
  ANSWER,
  /** After so many units. */
  MIDDLE
}
