// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import org.jspecify.annotations.Nullable;

/**
 * What a gateway must do with a call it holds, or keeps a place for. Topic {@code gateway.<id>},
 * beside the audio. A command for a call that the gateway does not hold is counted and dropped.
 */
public sealed interface GatewayCommand extends Event {

  /**
   * Stop playing now, drop everything of turns below {@code floor}, and report what was heard
   * ({@link PlaybackEvent.PlaybackInterrupted}). Repeating it does nothing more.
   *
   * @param floor the lowest turn that may still be heard
   */
  record Interrupt(String callSid, int floor, long atMs) implements GatewayCommand {}

  /**
   * Stop playing now and hold everything back, of this turn and of later ones, until {@link Resume}
   * or an {@link Interrupt} of the turn. What was not heard is kept. May come before the turn's
   * first audio: then nothing of it is heard before the Resume. A turn below the floor cannot be
   * paused.
   *
   * @param turn the turn that plays or is to be played next
   */
  record Pause(String callSid, int turn, long atMs) implements GatewayCommand {}

  /**
   * Go on from the word in which {@code turn} was paused. Does nothing if it is not.
   *
   * @param turn the turn of the {@link Pause}
   */
  record Resume(String callSid, int turn, long atMs) implements GatewayCommand {}

  /**
   * Play what is queued up to and including {@code afterTurn}, then end the call.
   *
   * @param afterTurn the last turn that the caller shall hear, −1 if there is nothing more to hear;
   *     then nothing is waited for, whatever was played on a stream before this one
   * @param farewell what the telephone company's own voice says first if nothing of that turn could
   *     be played, null for nothing
   */
  record HangUp(String callSid, int afterTurn, @Nullable String farewell, long atMs)
      implements GatewayCommand {
    private static final int NOTHING_MORE = -1;

    /** After a turn that the caller has heard or will hear. */
    public HangUp(String callSid, int afterTurn, long atMs) {
      this(callSid, afterTurn, null, atMs);
    }

    /** Everything has been heard, perhaps on another stream. */
    public static HangUp atOnce(String callSid, long atMs) {
      return new HangUp(callSid, NOTHING_MORE, atMs);
    }
  }

  /**
   * Connect the caller with somebody else. The stream ends; if nobody answers, the call comes back
   * on another one ({@link CallEvent.CallResumed}).
   *
   * @param afterTurn the turn that announced it, which has been heard; a repeat is told by it
   * @param number whom to call, in E.164 form
   * @param ringSeconds how long the other telephone may ring
   */
  record Transfer(String callSid, int afterTurn, String number, int ringSeconds, long atMs)
      implements GatewayCommand {}

  /**
   * Press keys, as on a telephone. The stream ends, and the call comes back on another one.
   *
   * @param afterTurn as in {@link Transfer}
   * @param digits of {@code 0-9 * # w}, where {@code w} is a rest of half a second
   */
  record SendDtmf(String callSid, int afterTurn, String digits, long atMs)
      implements GatewayCommand {}

  /**
   * Keep no place for this call any longer: its stream came to another gateway, which writes this.
   */
  record ReleasePlace(String callSid, long atMs) implements GatewayCommand {}
}
