// SPDX-License-Identifier: Apache-2.0
/**
 * The media stream: WebSocket, messages, the caller's audio every 20 ms, and the play-out of the
 * assistant's.
 */
@NullMarked
package dev.trunkline.simulator.telephone.media;

import org.jspecify.annotations.NullMarked;
