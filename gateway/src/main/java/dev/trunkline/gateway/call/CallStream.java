// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

/** An open stream of a call, as its socket reports on it, from the socket's thread. */
public interface CallStream {

  /** A frame of caller audio; not to be changed afterwards. */
  void frame(byte[] ulaw);

  /** The caller pressed a key. */
  void pressed(String digit);

  /** A mark came back; false if it is none that is waited for. */
  boolean markReturned(String mark);

  /** Twilio ended the stream because the call is over. */
  void stopped();

  /** The socket is gone. Does nothing if the stream had ended before. */
  void lost(String reason);
}
