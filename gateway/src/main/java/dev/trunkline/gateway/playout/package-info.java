// SPDX-License-Identifier: Apache-2.0
/**
 * Playing the assistant's speech to one caller: the queue, what has been sent but not confirmed, a
 * clock that tells what the caller has heard by now, and the words that makes. Knows neither
 * sockets nor Kafka; time is given to it.
 */
@NullMarked
package dev.trunkline.gateway.playout;

import org.jspecify.annotations.NullMarked;
