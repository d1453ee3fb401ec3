// SPDX-License-Identifier: Apache-2.0
/**
 * Twilio's media stream: the messages of its WebSocket both ways, what a socket may do and when it
 * is closed.
 */
@NullMarked
package dev.trunkline.gateway.media;

import org.jspecify.annotations.NullMarked;
