// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.util.List;
import java.util.Optional;

/** What a TwiML document can ask for. Attributes not given have Twilio's defaults. */
public sealed interface Verb {
  /** Refuses the call; only as the first verb is it then not answered. */
  record Reject(boolean busy) implements Verb {}

  /** Twilio speaks. */
  record Say(String text, int loop) implements Verb {}

  /** Twilio plays a sound file, or sends keys. */
  record Play(String url, String digits, int loop) implements Verb {}

  /** Silence. */
  record Pause(int seconds) implements Verb {}

  /** Ends the call. */
  record Hangup() implements Verb {}

  /** Continues with another document; what follows is unreachable. */
  record Redirect(String url, HttpMethod method) implements Verb {}

  /** Waits for keys or speech. */
  record Gather(
      Optional<String> action,
      HttpMethod method,
      int timeoutSeconds,
      String finishOnKey,
      int numDigits,
      boolean actionOnEmptyResult,
      List<Verb> prompts)
      implements Verb {}

  /** Connects the caller with another party. */
  record Dial(Optional<String> action, HttpMethod method, String number) implements Verb {}

  /** Hands the call to a media stream until that ends. */
  record Connect(Optional<String> action, HttpMethod method, StreamNoun stream) implements Verb {}

  /** Starts a one-way media stream and goes on. */
  record Start(StreamNoun stream) implements Verb {}
}
