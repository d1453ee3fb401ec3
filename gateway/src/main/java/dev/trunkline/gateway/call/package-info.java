// SPDX-License-Identifier: Apache-2.0
/**
 * The calls in hand: their streams come and go, what happens is written to the log, speech and
 * commands are led to the call they are for. Knows neither Kafka nor WebSockets.
 */
@NullMarked
package dev.trunkline.gateway.call;

import org.jspecify.annotations.NullMarked;
