// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import java.util.List;

/**
 * The life of a call. Topic {@code calls}, written by the gateway that holds the call's stream; the
 * dialog worker writes the end of a call whose stream broke.
 */
public sealed interface CallEvent extends Event {

  /** The stream (Twilio's {@code StreamSid}) during which it happened; empty if unknown. */
  String streamSid();

  /**
   * A call's first stream is open; audio follows.
   *
   * @param from the other end, which for a call made by REST is the person called, as Twilio
   *     reports it: an E.164 number, {@code anonymous}, or a SIP address; empty if Twilio reports
   *     none
   * @param to our number, in the same forms
   */
  record CallStarted(String callSid, String streamSid, String from, String to, long atMs)
      implements CallEvent {}

  /**
   * The call returned on a new stream, whose media time starts at zero again.
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
   * @param mediaMs media time of the stream when the gateway received it
   */
  record DtmfPressed(String callSid, String streamSid, String digit, long mediaMs, long atMs)
      implements CallEvent {}

  /**
   * The stream broke without a {@code stop}; Twilio may bring the call back on another one.
   *
   * @param reason what the gateway observed, for people to read
   */
  record StreamLost(String callSid, String streamSid, String reason, long atMs)
      implements CallEvent {}

  /**
   * Twilio rejected a transfer, or keys to be sent. The stream continues.
   *
   * @param reason for people to read
   */
  record RedirectFailed(String callSid, String streamSid, String reason, long atMs)
      implements CallEvent {}

  /**
   * Stages had no live worker, and the gateway played an announcement of its own into the silence.
   *
   * @param stages the stages' consumer groups, or {@code kafka}
   * @param mediaMs media time of the stream when the announcement was played
   */
  record GapCovered(String callSid, String streamSid, List<String> stages, long mediaMs, long atMs)
      implements CallEvent {
    public GapCovered {
      stages = List.copyOf(stages);
    }
  }

  /**
   * Twilio reported, by a status callback to a gateway that does not hold the call, that the call
   * or one of its streams has ended: the gateway that holds it may have died. The dialog worker
   * decides what follows.
   *
   * @param streamSid the stream that ended; empty if the call itself did
   * @param status Twilio's status: {@code completed}, {@code stream-error}, …
   */
  record EndReported(String callSid, String streamSid, String status, long atMs)
      implements CallEvent {}

  /**
   * The call ended. Nothing follows, unless the call returns on another stream after all ({@link
   * CallResumed}). Ignore it if its stream is not the call's last one.
   *
   * @param durationMs media time of the last stream; −1 if unknown
   */
  record CallEnded(String callSid, String streamSid, Cause cause, long durationMs, long atMs)
      implements CallEvent {
    /** The {@code durationMs} of a call whose gateway died. */
    public static final long UNKNOWN_DURATION = -1;
  }

  /** Why a call ended. */
  enum Cause {
    /**
     * Twilio sent {@code stop}: the caller hung up, or the call was redirected or ended by REST.
     */
    CALLER_HUNG_UP,
    /** The dialog worker ended it ({@link GatewayCommand.HangUp}). */
    ASSISTANT_HUNG_UP,
    /** The stream broke and the call did not return in time, or Twilio ended it. */
    STREAM_LOST,
    /** The caller was connected to another number. */
    TRANSFERRED,
    /** The gateway stopped and no other took the call over; the caller heard an announcement. */
    GATEWAY_STOPPED
  }
}
