// SPDX-License-Identifier: Apache-2.0
/**
 * Playback of the assistant's speech to one caller: the queue, the audio sent but not yet confirmed
 * by marks, the play-out clock, and the words the caller has heard. Pure decisions: knows neither
 * sockets nor Kafka, and is given its clocks.
 */
@NullMarked
package dev.trunkline.gateway.playout;

import org.jspecify.annotations.NullMarked;
