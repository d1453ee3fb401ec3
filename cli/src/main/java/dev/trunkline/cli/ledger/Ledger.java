// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

/** What is counted. */
public enum Ledger {
  /** Each call has one begin and one end. */
  CALLS("calls"),
  /** Each stretch of speech is understood once, and what was said is answered. */
  UTTERANCES("utterances"),
  /** Each answer is requested, written, played and completed once. */
  TURNS("turns"),
  /** Each frame the caller's telephone sent is there once. */
  FRAMES("frames"),
  /** Each byte of the assistant's voice is there once, and was played. */
  SPEECH("bytes of speech");

  private final String title;

  Ledger(String title) {
    this.title = title;
  }

  /** What its numbers count. */
  public String title() {
    return title;
  }
}
