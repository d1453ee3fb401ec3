// SPDX-License-Identifier: Apache-2.0
/**
 * Twilio Media Streams: the messages of the WebSocket in both directions, the limits of a socket
 * and the reasons for closing it.
 */
@NullMarked
package dev.trunkline.gateway.twilio.media;

import org.jspecify.annotations.NullMarked;
