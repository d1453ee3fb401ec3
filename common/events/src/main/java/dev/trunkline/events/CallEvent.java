// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import java.util.List;

/**
 * The life of a call. Topic {@code calls}, written by the gateway that holds its stream; the end of
 * a call whose stream broke is written by the dialog worker.
 */
public sealed interface CallEvent extends Event {

  /**
   * The stream, Twilio's {@code StreamSid}, during which it happened; empty if that is not known.
   */
  String streamSid();

  /**
   * The first stream of a call is open; audio follows.
   *
   * @param from the caller as Twilio names it: a number in E.164 form, {@code anonymous}, a SIP
   *     address; empty if Twilio gave none
   * @param to the number that was called, in the same forms
   */
  record CallStarted(String callSid, String streamSid, String from, String to, long atMs)
      implements CallEvent {}

  /**
   * The same call came back on a new stream: its media time begins again at zero.
   *
   * @param from as in {@link CallStarted}
   * @param to as in {@link CallStarted}
   */
  record CallResumed(String callSid, String streamSid, String from, String to, long atMs)
      implements CallEvent {}

  /**
   * The caller pressed a key.
   *
   * @param digit one of {@code 0-9 * # A-D}
   * @param mediaMs media time of the stream at which the gateway heard of it
   */
  record DtmfPressed(String callSid, String streamSid, String digit, long mediaMs, long atMs)
      implements CallEvent {}

  /**
   * The stream broke without a goodbye; Twilio may bring the call back on another one.
   *
   * @param reason what the gateway saw, in words for people
   */
  record StreamLost(String callSid, String streamSid, String reason, long atMs)
      implements CallEvent {}

  /**
   * The call was to be transferred, or keys to be sent, and Twilio could not be made to. The stream
   * goes on.
   *
   * @param reason in words for people
   */
  record RedirectFailed(String callSid, String streamSid, String reason, long atMs)
      implements CallEvent {}

  /**
   * A stage had nobody, and the gateway said a few words of its own into the silence.
   *
   * @param stages the stages' consumer groups, or {@code kafka}
   * @param mediaMs media time of the stream at which it was said
   */
  record GapCovered(String callSid, String streamSid, List<String> stages, long mediaMs, long atMs)
      implements CallEvent {
    public GapCovered {
      stages = List.copyOf(stages);
    }
  }

  /**
   * Twilio told a gateway, by a status callback, that the call or one of its streams is over, and
   * that gateway does not hold it: whoever does may be gone. The dialog decides what follows.
   *
   * @param streamSid the stream that is over; empty if the call itself is
   * @param status in Twilio's words: {@code completed}, {@code stream-error}, …
   */
  record EndReported(String callSid, String streamSid, String status, long atMs)
      implements CallEvent {}

  /**
   * The call is over; nothing of it follows, unless it comes back on another stream after all
   * ({@link CallResumed}). If its stream is not the call's last one, it says nothing.
   *
   * @param durationMs media time of the last stream, −1 if that is not known
   */
  record CallEnded(String callSid, String streamSid, Cause cause, long durationMs, long atMs)
      implements CallEvent {
    /** The {@code durationMs} of a call whose gateway is gone. */
    public static final long UNKNOWN_DURATION = -1;
  }

  /** Why a call ended. */
  enum Cause {
    /**
     * Twilio said {@code stop}: the caller hung up, or the call was redirected or ended by REST.
     */
    CALLER_HUNG_UP,
    /** The dialog asked for it ({@link GatewayCommand.HangUp}). */
    ASSISTANT_HUNG_UP,
    /** Interrupted: the stream broke and the call did not come back in time, or Twilio ended it. */
    STREAM_LOST,
    /** The caller was connected with somebody else. */
    TRANSFERRED,
    /** The gateway stopped and no other took the call; the caller was told. */
    GATEWAY_STOPPED
  }
}
