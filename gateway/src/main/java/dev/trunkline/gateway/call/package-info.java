// SPDX-License-Identifier: Apache-2.0
/**
 * The calls this gateway holds: their streams come and go, their events are written to {@link
 * dev.trunkline.gateway.call.CallEventSink}, speech and commands are routed to the right call. What
 * the package needs from Kafka and Twilio are its ports; it knows neither.
 */
@NullMarked
package dev.trunkline.gateway.call;

import org.jspecify.annotations.NullMarked;
