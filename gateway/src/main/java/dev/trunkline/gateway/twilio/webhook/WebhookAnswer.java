// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.webhook;

/** How a request of Twilio, or one that claims to be Twilio's, was answered. */
public enum WebhookAnswer {
  /** A new call gets a media stream. */
  STREAM,
  /** A call that lost its stream gets another one. */
  RESUME,
  /** A new call hears that all lines are busy. */
  BUSY,
  /** A new call is redirected to the webhook configured for rejected calls. */
  ELSEWHERE,
  /** A draining gateway redirects the call to its own address, where another gateway answers. */
  DETOUR,
  /** A draining gateway rejects a stream that another gateway can take. */
  STREAM_SENT_ON,
  /** A call that no other gateway took hears a goodbye. */
  GOODBYE,
  /** A call that keeps losing its stream hears an apology. */
  APOLOGY,
  /** The assistant ended the call. */
  HANG_UP,
  /** The call was transferred and that conversation is over. */
  TRANSFERRED,
  /** A status callback was accepted. */
  STATUS,
  /** The signature of a webhook request is wrong. */
  REFUSED,
  /** A required field is missing or cannot be decoded. */
  INVALID,
  /** The signature of a WebSocket upgrade is wrong. */
  HANDSHAKE_REFUSED
}
