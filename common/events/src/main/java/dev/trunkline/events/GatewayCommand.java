// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import org.jspecify.annotations.Nullable;

/**
 * A command to the gateway that holds a call, or reserves a place for it. Topic {@code
 * gateway.<id>}, beside the audio. A command for a call that the gateway does not hold is counted
 * and dropped.
 */
public sealed interface GatewayCommand extends Event {

  /**
   * Stop playback immediately, drop everything of turns below {@code floor}, and report what the
   * caller heard ({@link PlaybackEvent.PlaybackInterrupted}). A repeat has no effect.
   *
   * @param floor the lowest turn that may still be heard
   */
  record Interrupt(String callSid, int floor, long atMs) implements GatewayCommand {}

  /**
   * Stop playback immediately and hold back this turn and later ones until {@link Resume} or an
   * {@link Interrupt} of the turn. The rest of the audio is kept. May arrive before the turn's
   * first audio: then nothing of it is played before the Resume. A turn below the floor cannot be
   * paused.
   *
   * @param turn the turn that is playing or plays next
   */
  record Pause(String callSid, int turn, long atMs) implements GatewayCommand {}

  /**
   * Resume playback at the word in which {@code turn} was paused. No effect if it is not paused.
   *
   * @param turn the turn of the {@link Pause}
   */
  record Resume(String callSid, int turn, long atMs) implements GatewayCommand {}

  /**
   * Play what is queued, up to and including {@code afterTurn}, then end the call.
   *
   * @param afterTurn the last turn that the caller hears; −1 to end the call without waiting for
   *     any turn
   * @param farewell what Twilio's own voice says first if nothing of that turn could be played;
   *     null for nothing
   */
  record HangUp(String callSid, int afterTurn, @Nullable String farewell, long atMs)
      implements GatewayCommand {
    private static final int NOTHING_MORE = -1;

    /** Ends the call after {@code afterTurn}. */
    public HangUp(String callSid, int afterTurn, long atMs) {
      this(callSid, afterTurn, null, atMs);
    }

    /** Ends the call without waiting: everything was heard, perhaps on an earlier stream. */
    public static HangUp immediately(String callSid, long atMs) {
      return new HangUp(callSid, NOTHING_MORE, atMs);
    }
  }

  /**
   * Connect the caller to another number. The stream ends; if the number does not answer, the call
   * returns on another stream ({@link CallEvent.CallResumed}).
   *
   * @param afterTurn the turn that announced it, which the caller has heard; identifies repeats
   * @param number the number to call, in E.164 form
   * @param ringSeconds how long it may ring
   */
  record Transfer(String callSid, int afterTurn, String number, int ringSeconds, long atMs)
      implements GatewayCommand {}

  /**
   * Send DTMF keys. The stream ends, and the call returns on another one.
   *
   * @param afterTurn as in {@link Transfer}
   * @param digits of {@code 0-9 * # w}, where {@code w} is a pause of half a second
   */
  record SendDtmf(String callSid, int afterTurn, String digits, long atMs)
      implements GatewayCommand {}

  /**
   * Release the place reserved for this call: its stream arrived at another gateway, which sends
   * this command.
   */
  record ReleasePlace(String callSid, long atMs) implements GatewayCommand {}
}
